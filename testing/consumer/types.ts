// A consumer that compiles against the declarations of the package, of every subpath, with no types of any runtime.
import * as fabwire from "@fabwire/hsms";
import * as bun from "@fabwire/hsms/bun";
import * as deno from "@fabwire/hsms/deno";
import * as node from "@fabwire/hsms/node";

const text: Uint8Array<ArrayBuffer> = fabwire.encode(fabwire.A("LOT-7"));
const entity: fabwire.Link<fabwire.hsms.EntityNews> = new fabwire.hsms.Entity({ mode: "active" });
// @ts-expect-error: the declarations are found, and not `any`
entity.start("now");
export const used: unknown[] = [text, entity, bun.connect, deno.connect, node.connect];
