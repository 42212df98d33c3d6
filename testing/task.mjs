// Runs a task of this project after installing what it needs: `npm test` and `deno task test` are both
// `node testing/task.mjs test`. With Node it runs as it stands; Deno's task runner takes itself for `node` where there
// is none. (Tasks cannot say `deno`: with npm's deno package installed, the task runner reads that binary as a script.)
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import process from "node:process";
import { denoBinary, install, installNodes, installSecsgem, root } from "./setup.mjs";

const [task, ...args] = process.argv.slice(2);

switch (task) {
  case "setup":
    installNodes();
    install();
    installSecsgem();
    break;
  case "demo":
    runDeno(installDeno(), ["cli/main.ts", "demo", ...args]);
    break;
  case "hsms":
    installPage();
    runDeno(denoBinary(), [`${root}/cli/main.ts`, ...args], process.env.INIT_CWD);
    break;
  case "bench":
    installNodes();
    runDeno(installDeno(), ["bench/main.ts", ...args]);
    break;
  case "devtool":
    runDeno(installDeno(), ["devtool/build.ts", ...args]);
    break;
  case "fuzz":
    runDeno(installDeno(), ["testing/fuzz.ts", ...args]);
    break;
  case "soak":
    runDeno(installDeno(), ["--v8-flags=--expose-gc", "testing/soak.ts", ...args]);
    break;
  case "many":
    installNodes();
    runDeno(installDeno(), ["testing/many.ts", ...args]);
    break;
  case "test":
  case "ok":
    installNodes();
    runDeno(installDeno(), [`testing/${task}.ts`, ...args]);
    break;
  default:
    throw new Error(
      `Cannot run the task ${task}: known are setup, demo, hsms, test, ok, devtool, fuzz, soak, many and bench`,
    );
}

function installDeno() {
  install();
  return denoBinary();
}

/** `hsms view` and `hsms proxy --view` serve the page. */
function installPage() {
  const deno = installDeno();
  if (!existsSync(`${root}/build/devtool/hsms.html`)) runDeno(deno, ["devtool/build.ts"]);
}

function runDeno(deno, [script, ...rest], cwd = root) {
  const { status, signal, error } = spawnSync(deno, ["run", "-A", script, ...rest], {
    cwd,
    stdio: "inherit",
  });
  if (error !== undefined) throw error;
  process.exitCode = signal === null ? status : 1;
}
