#!/usr/bin/env node
// The command-line program `hsms`, on Node, Bun and Deno.
import process from "node:process";
import { program } from "./program.ts";
import { ownTerminal } from "./terminal.ts";

const terminal = ownTerminal();
process.exitCode = await program(process.argv.slice(2), terminal);
if (terminal.interrupted.aborted) process.exit(); // an input without end would go on
