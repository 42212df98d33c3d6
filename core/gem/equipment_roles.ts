// The status variables that E30 names, and where the equipment knows their values from.
import type { Core } from "./equipment_core.ts";
import { idItem } from "./value.ts";

/** Says where the values of the status variables come from that E30 names. */
export function supply({ variables, alarms, reports, spool, control, clock, programs }: Core): void {
  variables.supply("ControlState", () => control.code);
  variables.supply("Clock", () => clock.text());
  variables.supply("AlarmsEnabled", () => alarms.enabled().map(idItem));
  variables.supply("AlarmsSet", () => alarms.set().map(idItem));
  variables.supply("EventsEnabled", () => reports.enabled().map(idItem));
  variables.supply("PPExecName", () => programs.selected);
  variables.supply("SpoolCountActual", () => spool.actual);
  variables.supply("SpoolCountTotal", () => spool.total);
  variables.supply("SpoolStartTime", () => spool.startTime);
  variables.supply("SpoolFullTime", () => spool.fullTime);
}
