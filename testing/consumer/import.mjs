// A consumer that imports, and loads the adapter named on the command line.
import process from "node:process";
import * as fabwire from "@fabwire/hsms";
import { prove } from "./exercise.mjs";

prove(fabwire);
const { connect, listen } = await import(`@fabwire/hsms/${process.argv[2]}`);
if (typeof connect !== "function" || typeof listen !== "function") {
  throw new Error("The adapter lacks its functions");
}
