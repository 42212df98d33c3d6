// HSMS-SS (E37.1), cell by cell: the passive and the active entity while SELECTED, tolerant and strict.
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
import { cell, EVENT, NEVER, notSelected, type Rig, rx, selected, T3, T6, T7, waiting } from "./hsms_rig.ts";

const ACTIVE: EntityOptions = { mode: "active" };
const PASSIVE: EntityOptions = { mode: "passive" };

/** How an ended connection is told. */
const ended = (cause: string) => ["deselected @0", `SE > NC: ${cause}`, "disconnect"];

for (const [role, options] of Object.entries({ passive: PASSIVE, active: ACTIVE })) {
  const sys = role === "passive" ? 1 : 2;
  const toActive = role === "active" ? ["fault: Select.req to active entity"] : [];
  cell(`3.6 ${role} SE Select.req: Select.rsp 1`, options, waiting, rx(selectReq(9)), {
    written: [selectRsp(9, 1)],
    lines: toActive,
    state: "SE",
    deadline: T3,
  });
  cell(`3.6 ${role} SE data of any device id: delivered`, options, waiting, rx(data("S1F1 W", 9, 77)), {
    lines: ["message S1F1 W @77 #9"],
    state: "SE",
    deadline: T3,
  });
  cell(`3.6 ${role} SE Linktest.req: answers`, options, waiting, rx(linktestReq(9)), {
    written: [linktestRsp(9)],
    state: "SE",
    deadline: T3,
  });
  cell(`3.6 ${role} SE Separate.req: closes`, options, waiting, rx(separateReq(9)), {
    lines: [
      `noReply #${sys}: deselected`,
      "deselected @0",
      "SE > NS: Separate.req received",
      "NS > NC: Separate.req received",
      "disconnect",
    ],
    state: "NC",
    deadline: NEVER,
  });
  cell(
    `3.6 ${role} SE local separate, or decision to end: Separate.req, closes`,
    options,
    waiting,
    (rig) => rig.do((e, now) => e.separate(now)),
    {
      written: [separateReq(sys + 1)],
      lines: [
        `noReply #${sys}: deselected`,
        "deselected @0",
        "SE > NS: Separate.req sent",
        "NS > NC: Separate.req sent",
        "disconnect",
      ],
      state: "NC",
      deadline: NEVER,
    },
  );
  cell(
    `3.6 ${role} SE T6 on Linktest: closes`,
    options,
    (rig) => rig.selected().do((e) => e.linktest(0)),
    (rig) => rig.elapse(T6),
    {
      lines: [`Linktest.req #${sys} T6`, "timeout T6", ...ended("T6")],
      state: "NC",
      deadline: NEVER,
    },
  );
  cell(`3.6 ${role} SE bad length: closes`, options, selected, rx(hex("00000009")), {
    lines: ["fault: length below 10 9", ...ended("bad length")],
    state: "NC",
    deadline: NEVER,
  });
  cell(
    `3.6 ${role} SE bad header, strict: closes`,
    { ...options, strict: true },
    selected,
    rx(frame(0xffff, 0, 7, 0, 5, 9)),
    {
      lines: ["fault: reserved byte not zero", ...ended("protocol violation")],
      state: "NC",
      deadline: NEVER,
    },
  );
  cell(
    `3.6 ${role} SE control message with text, strict: closes`,
    { ...options, strict: true },
    selected,
    rx(frame(0xffff, 0, 0, 0, 5, 9, hex("00"))),
    {
      lines: ["fault: control message with text", ...ended("protocol violation")],
      state: "NC",
      deadline: NEVER,
    },
  );
  cell(`3.6 ${role} SE T3: cancels that transaction, stays`, options, waiting, (rig) => rig.elapse(T3), {
    lines: [`noReply #${sys}: T3`],
    state: "SE",
    deadline: NEVER,
  });
  cell(`3.6 ${role} SE Deselect.req (D7): Deselect.rsp 0, to NS, T7`, options, waiting, rx(deselectReq(9)), {
    written: [deselectRsp(9, 0)],
    lines: [
      "fault: Deselect.req in HSMS-SS",
      `noReply #${sys}: deselected`,
      "deselected @0",
      "SE > NS: Deselect.req received",
    ],
    state: "NS",
    deadline: EVENT + T7,
  });
  cell(
    `3.6 ${role} SE Deselect.req, strict (D7): Reject 1, stays`,
    { ...options, strict: true },
    waiting,
    rx(deselectReq(9)),
    {
      written: [rejectReq(9, 3, 1)],
      lines: ["fault: Deselect.req in HSMS-SS"],
      state: "SE",
      deadline: T3,
    },
  );
}
cell(
  "3.6 active SE Select.req, strict (D6): Reject 1, stays",
  { ...ACTIVE, strict: true },
  selected,
  rx(selectReq(9)),
  {
    written: [rejectReq(9, 1, 1)],
    lines: ["fault: Select.req to active entity"],
    state: "SE",
    deadline: NEVER,
  },
);
cell(
  "3.6 passive NS Deselect.req, tolerant (D7): Deselect.rsp 1, stays",
  PASSIVE,
  notSelected,
  rx(deselectReq(9)),
  {
    written: [deselectRsp(9, 1)],
    lines: ["fault: Deselect.req in HSMS-SS"],
    state: "NS",
    deadline: T7,
  },
);
const deselectedThenSelected = (rig: Rig) => rig.rx(deselectReq(9)).forget().rx(selectReq(10));
cell(
  "3.6 passive NS after Deselect (D7): a new Select within T7",
  PASSIVE,
  selected,
  deselectedThenSelected,
  {
    written: [selectRsp(10, 0)],
    lines: ["NS > SE: Select.req received", "selected @0"],
    state: "SE",
    deadline: NEVER,
  },
);
