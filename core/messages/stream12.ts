// Stream 12: wafer maps. Bodies as public lists have them; what is left out is sent with zero length.
import type { Item } from "../secs2/item.ts";
import { GRNT1, IDTYP, MAPER, MAPFT, MDACK, ORLOC, PRAXI, SDACK, SDBIN } from "./codes_material_maps.ts";
import type { Name } from "./data_item.ts";
import {
  BCEQU,
  BINLT,
  COLCT,
  DATLC,
  DUTMS,
  FFROT,
  FNLOC,
  MLCL,
  NULBC,
  PRDCT,
  REFP,
  ROWCT,
  RPSEL,
  RSINF,
  STRP,
  XDIES,
  XYPOS,
  YDIES,
} from "./data_items_maps_data_sets.ts";
import { MID } from "./data_items_names.ts";
import { abort, type Message, message } from "./message.ts";
import { optional } from "./schema.ts";

/** What a wafer map is of. */
export interface MapMaterial {
  /** Material. */
  MID: Name;
  /** Type of the material id. */
  IDTYP: number;
}

/** A wafer map by rows. */
export interface MapRows extends MapMaterial {
  /** Rows: where each starts and how it runs, and its bins. */
  rows: { RSINF: Item; BINLT: Item }[];
}

/** A wafer map as an array. */
export interface MapArray extends MapMaterial {
  /** Where the array starts. */
  STRP: Item;
  /** Its bins. */
  BINLT: Item;
}

/** A wafer map by coordinates. */
export interface MapDies extends MapMaterial {
  /** Where each die is, and its bins. */
  dies: { XYPOS: Item; BINLT: Item }[];
}

/** How a map is laid out. */
export interface MapLayout extends MapMaterial {
  /** Place of flat or notch in degrees. */
  FNLOC?: number | bigint;
  /** Origin of the map. */
  ORLOC?: number;
  /** Reference point selected. */
  RPSEL?: number | bigint;
  /** Reference points. */
  references: Item[];
  /** Units of a die. */
  DUTMS: string;
  /** Width of a die. */
  XDIES: Item;
  /** Height of a die. */
  YDIES: Item;
  /** Rows of dies. */
  ROWCT?: number | bigint;
  /** Columns of dies. */
  COLCT?: number | bigint;
  /** Dies to process. */
  PRDCT?: number | bigint;
  /** Bin code of no die. */
  NULBC: Item;
}

/** The layout of a map that equipment sends. */
export interface MapSetup extends MapLayout {
  /** Rotation of the film frame in degrees. */
  FFROT?: number | bigint;
  /** Axis of processing. */
  PRAXI?: number;
}

/** The layout of a map that the host sends. */
export interface MapSetupData extends MapLayout {
  /** Bin codes wanted. */
  BCEQU: Item;
  /** Bytes of the map. */
  MLCL?: number | bigint;
}

/** Abort Transaction of stream 12. */
export const S12F0: Message<void> = /* @__PURE__ */ abort(12);

const MAP_MATERIAL = { MID, IDTYP } as const;

const MAP_ROWS = { MID, IDTYP, rows: [{ RSINF, BINLT }] } as const;

const MAP_ARRAY = { MID, IDTYP, STRP, BINLT } as const;

const MAP_DIES = { MID, IDTYP, dies: [{ XYPOS, BINLT }] } as const;

/** Map Set-up Data Send. */
export const S12F1: Message<MapSetup> = /* @__PURE__ */ message("S12F1 E→H W", "Map Set-up Data Send", {
  MID,
  IDTYP,
  FNLOC: /* @__PURE__ */ optional(FNLOC),
  FFROT: /* @__PURE__ */ optional(FFROT),
  ORLOC: /* @__PURE__ */ optional(ORLOC),
  RPSEL: /* @__PURE__ */ optional(RPSEL),
  references: [REFP],
  DUTMS,
  XDIES,
  YDIES,
  ROWCT: /* @__PURE__ */ optional(ROWCT),
  COLCT: /* @__PURE__ */ optional(COLCT),
  NULBC,
  PRDCT: /* @__PURE__ */ optional(PRDCT),
  PRAXI: /* @__PURE__ */ optional(PRAXI),
});

/** Map Set-up Data Acknowledge. */
export const S12F2: Message<number> = /* @__PURE__ */ message(
  "S12F2 H→E -",
  "Map Set-up Data Acknowledge",
  SDACK,
);

/** Map Set-up Data Request. */
export const S12F3: Message<
  {
    MID: Name;
    IDTYP: number;
    MAPFT: number;
    FNLOC?: number | bigint;
    FFROT?: number | bigint;
    ORLOC?: number;
    PRAXI?: number;
    BCEQU: Item;
    NULBC: Item;
  }
> = /* @__PURE__ */ message("S12F3 E→H W", "Map Set-up Data Request", {
  MID,
  IDTYP,
  MAPFT,
  FNLOC: /* @__PURE__ */ optional(FNLOC),
  FFROT: /* @__PURE__ */ optional(FFROT),
  ORLOC: /* @__PURE__ */ optional(ORLOC),
  PRAXI: /* @__PURE__ */ optional(PRAXI),
  BCEQU,
  NULBC,
});

/** Map Set-up Data. */
export const S12F4: Message<MapSetupData> = /* @__PURE__ */ message("S12F4 H→E -", "Map Set-up Data", {
  MID,
  IDTYP,
  FNLOC: /* @__PURE__ */ optional(FNLOC),
  ORLOC: /* @__PURE__ */ optional(ORLOC),
  RPSEL: /* @__PURE__ */ optional(RPSEL),
  references: [REFP],
  DUTMS,
  XDIES,
  YDIES,
  ROWCT: /* @__PURE__ */ optional(ROWCT),
  COLCT: /* @__PURE__ */ optional(COLCT),
  PRDCT: /* @__PURE__ */ optional(PRDCT),
  BCEQU,
  NULBC,
  MLCL: /* @__PURE__ */ optional(MLCL),
});

/** Map Transmit Inquire. */
export const S12F5: Message<{ MID: Name; IDTYP: number; MAPFT: number; MLCL: number | bigint }> =
  /* @__PURE__ */ message("S12F5 E→H W", "Map Transmit Inquire", { MID, IDTYP, MAPFT, MLCL });

/** Map Transmit Grant. */
export const S12F6: Message<number> = /* @__PURE__ */ message("S12F6 H→E -", "Map Transmit Grant", GRNT1);

/** Map Data Send Type 1: by rows. */
export const S12F7: Message<MapRows> = /* @__PURE__ */ message(
  "S12F7 E→H W M",
  "Map Data Send Type 1",
  MAP_ROWS,
);

/** Map Data Acknowledge Type 1. */
export const S12F8: Message<number> = /* @__PURE__ */ message(
  "S12F8 H→E -",
  "Map Data Acknowledge Type 1",
  MDACK,
);

/** Map Data Send Type 2: as an array. */
export const S12F9: Message<MapArray> = /* @__PURE__ */ message(
  "S12F9 E→H W M",
  "Map Data Send Type 2",
  MAP_ARRAY,
);

/** Map Data Acknowledge Type 2. */
export const S12F10: Message<number> = /* @__PURE__ */ message(
  "S12F10 H→E -",
  "Map Data Acknowledge Type 2",
  MDACK,
);

/** Map Data Send Type 3: by coordinates. */
export const S12F11: Message<MapDies> = /* @__PURE__ */ message(
  "S12F11 E→H W M",
  "Map Data Send Type 3",
  MAP_DIES,
);

/** Map Data Acknowledge Type 3. */
export const S12F12: Message<number> = /* @__PURE__ */ message(
  "S12F12 H→E -",
  "Map Data Acknowledge Type 3",
  MDACK,
);

/** Map Data Request Type 1: by rows. */
export const S12F13: Message<MapMaterial> = /* @__PURE__ */ message(
  "S12F13 E→H W",
  "Map Data Request Type 1",
  MAP_MATERIAL,
);

/** Map Data Type 1. */
export const S12F14: Message<MapRows> = /* @__PURE__ */ message(
  "S12F14 H→E - M",
  "Map Data Type 1",
  MAP_ROWS,
);

/** Map Data Request Type 2: as an array. */
export const S12F15: Message<MapMaterial> = /* @__PURE__ */ message(
  "S12F15 E→H W",
  "Map Data Request Type 2",
  MAP_MATERIAL,
);

/** Map Data Type 2. */
export const S12F16: Message<MapArray> = /* @__PURE__ */ message(
  "S12F16 H→E - M",
  "Map Data Type 2",
  MAP_ARRAY,
);

/** Map Data Request Type 3: by coordinates. */
export const S12F17: Message<{ MID: Name; IDTYP: number; SDBIN: number }> = /* @__PURE__ */ message(
  "S12F17 E→H W",
  "Map Data Request Type 3",
  { MID, IDTYP, SDBIN },
);

/** Map Data Type 3. */
export const S12F18: Message<MapDies> = /* @__PURE__ */ message(
  "S12F18 H→E - M",
  "Map Data Type 3",
  MAP_DIES,
);

/** Map Error Report Send. */
export const S12F19: Message<{ MAPER: number; DATLC: number | bigint }> = /* @__PURE__ */ message(
  "S12F19 H↔E -",
  "Map Error Report Send",
  { MAPER, DATLC },
);
