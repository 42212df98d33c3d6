// HSMS-SS (E37.1), cell by cell: the tables of the passive and of the active entity up to SELECTED, tolerant and strict.
import type { EntityOptions } from "../core/hsms/mod.ts";
import {
  data,
  deselectReq,
  deselectRsp,
  frame,
  hex,
  linktestReq,
  linktestRsp,
  rejectReq,
  selectReq,
  selectRsp,
  separateReq,
} from "./hsms_frames.ts";
import { cell, EVENT, NEVER, notSelected, rx, T5, T6, T7 } from "./hsms_rig.ts";

const ACTIVE: EntityOptions = { mode: "active" };
const PASSIVE: EntityOptions = { mode: "passive" };
const STRICT_ACTIVE: EntityOptions = { ...ACTIVE, strict: true };
const STRICT_PASSIVE: EntityOptions = { ...PASSIVE, strict: true };

/** How an ended connection is told. */
const closed = (cause: string) => [`NS > NC: ${cause}`, "disconnect"];

// ── Passive ────────────────────────────────────────────────────────────────────────────────────────────────────

cell("3.6 passive NC accept: T7 starts", PASSIVE, (rig) => rig.start(), (rig) => rig.connected(), {
  lines: ["NC > NS: TCP connected"],
  state: "NS",
  deadline: EVENT + T7,
});
for (const session of [0xffff, 0x7fff, 0, 5]) {
  const name = `3.6 passive NS Select.req of session ${session}: SELECTED, Select.rsp 0, T7 stops`;
  cell(name, PASSIVE, notSelected, rx(selectReq(9, session)), {
    written: [selectRsp(9, 0, session)],
    lines: ["NS > SE: Select.req received", "selected @0"],
    state: "SE",
    deadline: NEVER,
  });
}
for (const status of [2, 3, 128]) {
  const name = `3.6 passive NS Select.req refused with ${status}: closes`;
  cell(name, { ...PASSIVE, onSelect: () => status }, notSelected, rx(selectReq(9)), {
    written: [selectRsp(9, status)],
    lines: closed("Select refused"),
    state: "NC",
    deadline: NEVER,
  });
}
cell("3.6 passive NS T7: closes", PASSIVE, notSelected, (rig) => rig.elapse(T7), {
  lines: ["timeout T7", ...closed("T7")],
  state: "NC",
  deadline: NEVER,
});
cell("3.6 passive NC after a failure: returns to listening at once", PASSIVE, notSelected, (rig) => {
  rig.elapse(T7).forget().lost();
}, { lines: ["connect"], state: "NC", deadline: NEVER });

cell("3.6 passive NS data, tolerant: Reject 4, stays", PASSIVE, notSelected, rx(data("S1F13 W", 9)), {
  written: [rejectReq(9, 0, 4, 0)],
  lines: ["fault: entity not selected"],
  state: "NS",
  deadline: T7,
});
cell("3.6 passive NS Linktest.req, tolerant: answers", PASSIVE, notSelected, rx(linktestReq(9)), {
  written: [linktestRsp(9)],
  state: "NS",
  deadline: T7,
});
cell("3.6 passive NS unexpected response, tolerant: Reject 3", PASSIVE, notSelected, rx(selectRsp(9, 0)), {
  written: [rejectReq(9, 2, 3)],
  lines: ["fault: transaction not open"],
  state: "NS",
  deadline: T7,
});

/** What strict mode closes on before Select.req: whatever is no proper Select.req. */
const TOO_EARLY: [string, Uint8Array, string][] = [
  ["data primary", data("S1F13 W", 9), "entity not selected"],
  ["data secondary", data("S1F14", 9), "entity not selected"],
  ["Select.rsp", selectRsp(9, 0), "message before Select.req"],
  ["Deselect.req", deselectReq(9), "message before Select.req"],
  ["Deselect.rsp", deselectRsp(9, 0), "message before Select.req"],
  ["Linktest.req", linktestReq(9), "unexpected Linktest.req"],
  ["Linktest.rsp", linktestRsp(9), "message before Select.req"],
  ["Reject.req", rejectReq(9, 1, 1), "message before Select.req"],
  ["Separate.req", separateReq(9), "unexpected Separate.req"],
  ["SType 11", frame(0xffff, 0, 0, 0, 11, 9), "message before Select.req"],
  ["Select.req with text", frame(0xffff, 0, 0, 0, 1, 9, hex("00")), "control message with text"],
  ["Select.req with byte 2", frame(0xffff, 1, 0, 0, 1, 9), "reserved byte not zero"],
  ["Select.req with byte 3", frame(0xffff, 0, 1, 0, 1, 9), "reserved byte not zero"],
];
for (const [what, message, fault] of TOO_EARLY) {
  cell(`3.6 passive NS ${what}, strict: closes`, STRICT_PASSIVE, notSelected, rx(message, selectReq(10)), {
    lines: [`fault: ${fault}`, ...closed("protocol violation")],
    state: "NC",
    deadline: NEVER,
  });
}
for (const sType of [0, 1, 5, 11]) {
  const message = frame(0, 0, 0, 5, sType, 9);
  cell(`3.6 passive NS PType 5, SType ${sType}, strict: closes`, STRICT_PASSIVE, notSelected, rx(message), {
    lines: ["fault: PType not supported", ...closed("protocol violation")],
    state: "NC",
    deadline: NEVER,
  });
}
cell("3.6 passive NS Select.req, strict: SELECTED", STRICT_PASSIVE, notSelected, rx(selectReq(9)), {
  written: [selectRsp(9, 0)],
  lines: ["NS > SE: Select.req received", "selected @0"],
  state: "SE",
  deadline: NEVER,
});

// ── Active ─────────────────────────────────────────────────────────────────────────────────────────────────────

cell("3.6 active NC start: connects", ACTIVE, () => {}, (rig) => rig.start(), {
  lines: ["connect"],
  state: "NC",
  deadline: NEVER,
});
cell("3.6 active NC connect failed: T5 starts", ACTIVE, (rig) => rig.start(), (rig) => rig.lost(), {
  lines: ["connect failed"],
  state: "NC",
  deadline: EVENT + T5,
});
cell("3.6 active NC T5 expired: connects", ACTIVE, (rig) => rig.start().lost(), (rig) => rig.elapse(T5), {
  lines: ["timeout T5", "connect"],
  state: "NC",
  deadline: NEVER,
});
cell(
  "3.6 active NC connected: Select.req, T6 and T7 start",
  ACTIVE,
  (rig) => rig.start(),
  (rig) => rig.connected(),
  {
    written: [selectReq(1)],
    lines: ["NC > NS: TCP connected"],
    state: "NS",
    deadline: EVENT + T6,
  },
);
for (const session of [0xffff, 0x7fff, 0]) {
  const name = `3.6 active NS Select.rsp 0 with session ${session}: SELECTED, T6 and T7 stop`;
  cell(name, ACTIVE, notSelected, rx(selectRsp(1, 0, session)), {
    lines: ["NS > SE: Select.rsp received", "selected @0", "Select.req #1 answered 0"],
    state: "SE",
    deadline: NEVER,
  });
}
for (const status of [1, 2, 3, 4, 128]) {
  const name = `3.6 active NS Select.rsp ${status}: closes, then T5`;
  cell(name, ACTIVE, notSelected, (rig) => rig.rx(selectRsp(1, status)).lost(), {
    lines: [`Select.req #1 answered ${status}`, ...closed("Select refused")],
    state: "NC",
    deadline: EVENT + T5,
  });
}
cell("3.6 active NS T6: closes", ACTIVE, notSelected, (rig) => rig.elapse(T6), {
  lines: ["Select.req #1 T6", "timeout T6", ...closed("T6")],
  state: "NC",
  deadline: NEVER,
});
cell("3.6 active NS T7: closes", { ...ACTIVE, autoSelect: false }, notSelected, (rig) => rig.elapse(T7), {
  lines: ["timeout T7", ...closed("T7")],
  state: "NC",
  deadline: NEVER,
});
cell("3.6 active NS Select.req from the passive side (D6): accepted", ACTIVE, notSelected, rx(selectReq(9)), {
  written: [selectRsp(9, 0)],
  lines: ["fault: Select.req to active entity", "NS > SE: Select.req received", "selected @0"],
  state: "SE",
  deadline: T6,
});
cell("3.6 active NS Select.req, strict (D6): Reject 1, stays", STRICT_ACTIVE, notSelected, rx(selectReq(9)), {
  written: [rejectReq(9, 1, 1)],
  lines: ["fault: Select.req to active entity"],
  state: "NS",
  deadline: T6,
});
cell("3.6 active NS data, tolerant (D8): Reject 4, stays", ACTIVE, notSelected, rx(data("S1F1 W", 9)), {
  written: [rejectReq(9, 0, 4, 0)],
  lines: ["fault: entity not selected"],
  state: "NS",
  deadline: T6,
});
const ended = ["Select.req #1 disconnected", ...closed("protocol violation")];
cell("3.6 active NS data, strict (D8): closes", STRICT_ACTIVE, notSelected, rx(data("S1F1 W", 9)), {
  lines: ["fault: entity not selected", ...ended],
  state: "NC",
  deadline: NEVER,
});
cell("3.6 active NS Linktest.req, tolerant: answers", ACTIVE, notSelected, rx(linktestReq(9)), {
  written: [linktestRsp(9)],
  state: "NS",
  deadline: T6,
});
cell("3.6 active NS Linktest.req, strict: closes", STRICT_ACTIVE, notSelected, rx(linktestReq(9)), {
  lines: ["fault: unexpected Linktest.req", ...ended],
  state: "NC",
  deadline: NEVER,
});
cell("3.6 active NS Separate.req: closes", ACTIVE, notSelected, rx(separateReq(9)), {
  lines: [
    "fault: unexpected Separate.req",
    "Select.req #1 disconnected",
    ...closed("Separate.req received"),
  ],
  state: "NC",
  deadline: NEVER,
});
cell("3.6 active NS Reject.req of our Select.req: closes, then T5", ACTIVE, notSelected, (rig) => {
  rig.rx(rejectReq(1, 1, 1)).lost();
}, {
  lines: ["rejected #1: byte 2 1, reason 1", "Select.req #1 rejected 1", ...closed("Select rejected")],
  state: "NC",
  deadline: EVENT + T5,
});
cell("3.6 active NS TCP closed by peer: the select fails, T5", ACTIVE, notSelected, (rig) => rig.lost(), {
  lines: ["Select.req #1 disconnected", "NS > NC: TCP disconnected"],
  state: "NC",
  deadline: EVENT + T5,
});
for (
  const [what, message] of [["text", frame(0xffff, 0, 0, 0, 2, 1, hex("00"))], [
    "byte 2",
    frame(0xffff, 1, 0, 0, 2, 1),
  ]] as const
) {
  cell(`3.6 active NS Select.rsp with ${what}, strict: closes`, STRICT_ACTIVE, notSelected, rx(message), {
    lines: [`fault: ${what === "text" ? "control message with text" : "reserved byte not zero"}`, ...ended],
    state: "NC",
    deadline: NEVER,
  });
}
