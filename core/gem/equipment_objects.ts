// Objects that the host may look at: S14F1 and S1F19. An extension point: an application gives the objects.
import { ERRCODE } from "../messages/error_code.ts";
import { S1F19, S1F20 } from "../messages/stream1.ts";
import { S14F1, S14F2 } from "../messages/stream14.ts";
import type { ErrorReport } from "../messages/stream1.ts";
import { from, type Native } from "../secs2/from.ts";
import type { Item } from "../secs2/item.ts";
import { type Capability, on } from "./capability.ts";
import { nameText } from "./value.ts";

/** An object: its id, and its attributes by name. */
export interface ObjectModel {
  /** OBJID. */
  readonly id: string;
  /** Values by ATTRID. */
  readonly attributes: Readonly<Record<string, Native>>;
}

/** The objects of each type, by OBJTYPE. */
export type ObjectsByType = Readonly<Record<string, readonly ObjectModel[]>>;

/** What was asked for, or why it is not there. */
interface Found {
  readonly objects: readonly { readonly id: string; readonly values: readonly (readonly [string, Item])[] }[];
  readonly errors: ErrorReport[];
}

/**
 * A capability that shows objects to the host, which are asked for each time: give it to `capabilities` of an equipment.
 * Conditions on attributes are refused as an option that is not supported.
 */
export function objects(supply: () => ObjectsByType): Capability {
  return {
    name: "objects",
    handlers: {
      S14F1: on(S14F1, ({ OBJTYPE, objects: ids, conditions, attributes }) => {
        const found = conditions.length > 0
          ? nothing(ERRCODE.UNSUPPORTED_OPTION, "conditions are not supported")
          : find(supply(), nameText(OBJTYPE), ids.map(nameText), attributes.map(nameText));
        return S14F2.build({
          objects: found.objects.map(({ id, values }) => ({
            OBJID: id,
            attributes: values.map(([ATTRID, ATTRDATA]) => ({ ATTRID, ATTRDATA })),
          })),
          result: { OBJACK: found.errors.length === 0 ? 0 : 1, errors: found.errors },
        });
      }),
      S1F19: on(S1F19, ({ OBJTYPE, objects: ids, attributes }) => {
        const found = find(supply(), nameText(OBJTYPE), ids.map(nameText), attributes.map(nameText));
        const values = found.objects.map((object) => object.values.map(([, value]) => value));
        return S1F20.build({ objects: values, errors: found.errors });
      }),
    },
  };
}

function find(all: ObjectsByType, type: string, ids: readonly string[], names: readonly string[]): Found {
  const known = Object.hasOwn(all, type) ? all[type] : undefined;
  if (known === undefined) return nothing(ERRCODE.UNKNOWN_OBJECT_TYPE, `there is no object type ${type}`);
  const stray = ids.find((id) => !known.some((object) => object.id === id));
  if (stray !== undefined) return nothing(ERRCODE.UNKNOWN_INSTANCE, `there is no ${type} ${stray}`);
  const wanted = ids.length === 0 ? known : ids.map((id) => known.find((object) => object.id === id)!);
  const missing = names.find((name) => wanted.some(({ attributes }) => !Object.hasOwn(attributes, name)));
  if (missing !== undefined) return nothing(ERRCODE.UNKNOWN_ATTRIBUTE, `there is no attribute ${missing}`);
  const found = wanted.map(({ id, attributes }) => ({
    id,
    values: (names.length === 0 ? Object.keys(attributes) : names).map((name) =>
      [name, from(attributes[name])] as const
    ),
  }));
  return { objects: found, errors: [] };
}

function nothing(code: number, ERRTEXT: string): Found {
  return { objects: [], errors: [{ ERRCODE: code, ERRTEXT: ERRTEXT.slice(0, 120) }] };
}
