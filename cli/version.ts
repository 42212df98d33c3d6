// The version of the package; a check holds it equal to deno.json and package.json.

/** The version of this program. */
export const VERSION = "0.1.0";
