// Test-only: a real terminal, by tmux. `npm test` finds or installs it and says in FABWIRE_TMUX which.
import { execFileSync } from "node:child_process";
import process from "node:process";

const TMUX = process.env.FABWIRE_TMUX!;

/** A terminal with a program in it. */
export class Tmux {
  readonly #server: string;

  /** Starts a command in a terminal of 100 columns and 40 rows. */
  constructor(command: readonly string[], env: Readonly<Record<string, string>> = {}) {
    this.#server = `fabwire-${process.pid}-${Math.floor(performance.now() * 1000)}`;
    const quoted = command.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ");
    const settings = Object.entries(env).flatMap(([name, value]) => ["-e", `${name}=${value}`]);
    const size = ["-x", "100", "-y", "40"];
    this.#run(
      "-f",
      "/dev/null",
      "new-session",
      "-d",
      ...size,
      ...settings,
      `${quoted}; echo "EXIT $?"; sleep 60`,
    );
  }

  #run(...args: readonly string[]): string {
    return execFileSync(TMUX, ["-L", this.#server, ...args], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
  }

  /** Types a text. */
  type(text: string): void {
    this.#run("send-keys", "-l", text);
  }

  /** Presses keys: `Enter`, `Tab`, `Up`, `C-c`. */
  press(...keys: readonly string[]): void {
    this.#run("send-keys", ...keys);
  }

  /** What stands on the screen, without empty lines. */
  get screen(): string {
    return this.#run("capture-pane", "-p").split("\n").map((line) => line.trimEnd()).filter((line) =>
      line !== ""
    )
      .join("\n");
  }

  /** Waits until the screen has this on it. */
  async until(pattern: RegExp): Promise<RegExpExecArray> {
    const end = performance.now() + 15_000;
    for (;;) {
      const { screen } = this;
      const found = pattern.exec(screen);
      if (found !== null) return found;
      if (performance.now() > end) throw new Error(`Cannot find ${pattern} on the screen:\n${screen}`);
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  }

  /** Types a text, and presses Tab until the screen has this on it: keys that come together with text are no Tab. */
  async complete(text: string, pattern: RegExp): Promise<void> {
    this.type(text);
    await this.until(new RegExp(`${text}$`));
    for (let presses = 0; presses < 20 && !pattern.test(this.screen); presses++) {
      this.press("Tab");
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    await this.until(pattern);
  }

  /** Ends the terminal and whatever runs in it. */
  close(): void {
    try {
      this.#run("kill-server");
    } catch { /* it has ended */ }
  }
}
