// The settings: how it looks, how the capture is read, and names to go with it.
import type { ComponentChildren, JSX } from "preact";
import { chooseNames, countOf, forgetNames } from "./names_file.ts";
import { change, type Settings, settings } from "./settings.ts";
import { names, reopen } from "./state.ts";
import { counted } from "./text.ts";

export function SettingsDialog(): JSX.Element {
  const { theme, zone, host = "", port } = settings.value;
  return (
    <div class="settings">
      <Setting label="Theme">
        <Choice values={["system", "light", "dark"]} value={theme} onChange={(theme) => change({ theme })} />
      </Setting>
      <Setting label="Time zone">
        <Choice values={["local", "UTC"]} value={zone} onChange={(zone) => change({ zone })} />
      </Setting>
      <Setting label="Timers, in seconds">
        <Timers />
      </Setting>
      <Setting label="Host" doc="Only this address, or address:port; it is taken for the host.">
        <input
          class="field"
          value={host}
          aria-label="Host"
          placeholder="found out"
          onChange={(event) => reread({ host: event.currentTarget.value.trim() || undefined })}
        />
      </Setting>
      <Setting label="Port" doc="Only this TCP port, whatever it carries.">
        <input
          class="field short"
          inputMode="numeric"
          aria-label="Port"
          value={port ?? ""}
          placeholder="any"
          onChange={(event) => reread({ port: Number(event.currentTarget.value) || undefined })}
        />
      </Setting>
      <Setting label="Names" doc="A CSV or JSON with names of CEID, SVID, ECID, ALID. Or drop it.">
        <Names />
      </Setting>
    </div>
  );
}

function Setting(
  { label, doc, children }: { label: string; doc?: string; children: ComponentChildren },
): JSX.Element {
  return (
    <div class="setting">
      <div>
        <h3>{label}</h3>
        {doc !== undefined && <p>{doc}</p>}
      </div>
      <div>{children}</div>
    </div>
  );
}

function Choice<T extends string>(
  { values, value, onChange }: { values: readonly T[]; value: T; onChange: (value: T) => void },
): JSX.Element {
  return (
    <div class="segments" role="radiogroup">
      {values.map((name) => (
        <button
          type="button"
          key={name}
          role="radio"
          aria-checked={name === value}
          onClick={() => onChange(name)}
        >
          {name}
        </button>
      ))}
    </div>
  );
}

function Timers(): JSX.Element {
  const { timers } = settings.value;
  return (
    <div class="timers">
      {Object.entries(timers).map(([name, seconds]) => (
        <label key={name}>
          {name}
          <input
            class="field short"
            inputMode="decimal"
            value={seconds}
            onChange={(event) => {
              const value = Number(event.currentTarget.value);
              if (value > 0) reread({ timers: { ...timers, [name]: value } });
            }}
          />
        </label>
      ))}
    </div>
  );
}

function reread(part: Partial<Settings>): void {
  change(part);
  void reopen();
}

function Names(): JSX.Element {
  return (
    <div class="names">
      <button type="button" class="button small" onClick={() => void chooseNames()}>Load names</button>
      {names.value !== undefined && <span class="quiet">{counted(countOf(names.value), "name")}</span>}
      {names.value !== undefined && (
        <button type="button" class="link" onClick={() => void forgetNames()}>Forget</button>
      )}
    </div>
  );
}
