// A consumer that requires, on a Node that lets CommonJS require modules: from 20.19 on.
const fabwire = require("@fabwire/hsms");
const { prove } = require("./exercise.mjs");

prove(fabwire);
const { connect, listen } = require("@fabwire/hsms/node");
if (typeof connect !== "function" || typeof listen !== "function") {
  throw new Error("The adapter lacks its functions");
}
