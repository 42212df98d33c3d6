// The profiles that come with the program.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** From the folder of this file upwards: a checkout, and the package. */
const PLACES = ["../profiles/", "../../profiles/", "../../../profiles/"];

/** The path of a profile that comes with the program, such as `etcher`; undefined when there is none of this name. */
export function shippedProfile(name: string): string | undefined {
  if (!/^\w+$/.test(name)) return undefined;
  const urls = PLACES.map((place) => new URL(`${place}${name}.yaml`, import.meta.url));
  const found = urls.find((url) => url.protocol === "file:" && existsSync(url));
  return found && fileURLToPath(found);
}
