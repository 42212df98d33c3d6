// @ts-self-types="./mod.d.ts"
// A stand-in for `@std/assert` on `node:assert`, for networks that do not reach JSR: same names, same argument order.
import nodeAssert from "node:assert";

export const AssertionError = nodeAssert.AssertionError;

function check(condition, msg, fallback) {
  if (!condition) throw new AssertionError({ message: msg === undefined ? fallback : `${fallback}: ${msg}` });
}

export const assert = (expr, msg = "") => nodeAssert.ok(expr, msg || "Assertion failed");
export const assertEquals = (actual, expected, msg) => nodeAssert.deepStrictEqual(actual, expected, msg);
export const assertNotEquals = (actual, expected, msg) =>
  nodeAssert.notDeepStrictEqual(actual, expected, msg);
export const assertStrictEquals = (actual, expected, msg) => nodeAssert.strictEqual(actual, expected, msg);
export const assertExists = (actual, msg) => check(actual != null, msg, `Expected a value, found ${actual}`);
export const assertStringIncludes = (actual, expected, msg) =>
  check(
    actual.includes(expected),
    msg,
    `Expected ${JSON.stringify(actual)} to contain ${JSON.stringify(expected)}`,
  );
export const assertMatch = (actual, expected, msg) => nodeAssert.match(actual, expected, msg);
export const assertInstanceOf = (actual, type, msg) =>
  check(actual instanceof type, msg, `Expected an instance of ${type.name}, found ${actual}`);
export const assertGreater = (a, b, msg) => check(a > b, msg, `Expected ${a} > ${b}`);
export const assertGreaterOrEqual = (a, b, msg) => check(a >= b, msg, `Expected ${a} >= ${b}`);
export const assertLess = (a, b, msg) => check(a < b, msg, `Expected ${a} < ${b}`);
export const assertLessOrEqual = (a, b, msg) => check(a <= b, msg, `Expected ${a} <= ${b}`);
export const assertAlmostEquals = (a, b, tolerance = 1e-7, msg) =>
  check(
    Object.is(a, b) || Math.abs(a - b) <= tolerance,
    msg,
    `Expected ${a} to be within ${tolerance} of ${b}`,
  );
export const fail = (msg) => check(false, msg, "Failed assertion");
export const unreachable = (msg) => check(false, msg, "Unreachable");

function checkError(error, errorClass, msgIncludes, msg) {
  if (errorClass !== undefined) {
    check(error instanceof errorClass, msg, `Expected ${errorClass.name}, found ${error?.stack ?? error}`);
  }
  if (msgIncludes !== undefined) assertStringIncludes(String(error?.message), msgIncludes, msg);
  return error;
}

export function assertThrows(fn, errorClass, msgIncludes, msg) {
  let error;
  try {
    fn();
  } catch (thrown) {
    error = { thrown };
  }
  check(error !== undefined, msg, "Expected function to throw");
  return checkError(error.thrown, errorClass, msgIncludes, msg);
}

export async function assertRejects(fn, errorClass, msgIncludes, msg) {
  let error;
  try {
    await fn();
  } catch (thrown) {
    error = { thrown };
  }
  check(error !== undefined, msg, "Expected function to reject");
  return checkError(error.thrown, errorClass, msgIncludes, msg);
}
