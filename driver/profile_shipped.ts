// The profiles that come with the package.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * The path of a profile that comes with the package, such as `etcher`: in the nearest folder profiles/ above this file, in a
 * checkout or in the package. Undefined when there is none of this name.
 */
export function shippedProfile(name: string): string | undefined {
  if (!/^\w+$/.test(name)) return undefined;
  const here = new URL(".", import.meta.url);
  if (here.protocol !== "file:") return undefined;
  for (let folder = here, above = here;; folder = above) {
    const file = new URL(`profiles/${name}.yaml`, folder);
    if (existsSync(file)) return fileURLToPath(file);
    above = new URL("..", folder);
    if (above.href === folder.href) return undefined;
  }
}
