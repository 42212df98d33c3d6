// What the browser bundle is made from.
import * as fabwire from "@fabwire/hsms";
import { exercise } from "./exercise.mjs";

globalThis.outcome = exercise(fabwire);
