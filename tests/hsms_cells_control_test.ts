// E37's table, cell by cell: Linktest, Separate and Reject received, and messages of unknown type or bad form.
import type { EntityOptions } from "../core/hsms/mod.ts";
import { frame, linktestReq, linktestRsp, rejectReq, selectRsp, separateReq } from "./hsms_frames.ts";
import {
  cell,
  EVENT,
  GENERIC_ACTIVE,
  GENERIC_PASSIVE,
  NEVER,
  notSelected,
  type Rig,
  rx,
  T3,
  T6,
  T7,
  waiting,
} from "./hsms_rig.ts";

const ACTIVE = GENERIC_ACTIVE, PASSIVE = GENERIC_PASSIVE;
const deciding = (select: number, deselect = 0): EntityOptions => ({
  ...PASSIVE,
  onSelect: () => select,
  onDeselect: () => deselect,
});
const testingNS = (rig: Rig) => rig.notSelected().do((e) => e.linktest(0));
const testingSE = (rig: Rig) => rig.selected().do((e) => e.linktest(0));

// ── Linktest, Separate, Reject ─────────────────────────────────────────────────────────────────────────────────────

cell("3.5 rx Linktest.req in NS: answers", PASSIVE, notSelected, rx(linktestReq(9)), {
  written: [linktestRsp(9)],
  state: "NS",
  deadline: T7,
});
cell("3.5 rx Linktest.req in SE: answers", PASSIVE, waiting, rx(linktestReq(1)), {
  written: [linktestRsp(1)],
  state: "SE",
  deadline: T3,
});
cell("3.5 rx Linktest.rsp, matching, in NS: T6 stops", PASSIVE, testingNS, rx(linktestRsp(1)), {
  lines: ["Linktest.req #1 answered 0"],
  state: "NS",
  deadline: T7,
});
cell("3.5 rx Linktest.rsp, matching, in SE: T6 stops", PASSIVE, testingSE, rx(linktestRsp(1)), {
  lines: ["Linktest.req #1 answered 0"],
  state: "SE",
  deadline: NEVER,
});
cell("3.5 rx Separate.req in NS: ignored", PASSIVE, notSelected, rx(separateReq(9)), {
  lines: ["fault: unexpected Separate.req"],
  state: "NS",
  deadline: T7,
});
cell(
  "3.5 rx Separate.req in SE: to NS unconditionally, T7 starts",
  deciding(0, 2),
  waiting,
  rx(separateReq(9)),
  {
    lines: ["noReply #1: deselected", "deselected @0", "SE > NS: Separate.req received"],
    state: "NS",
    deadline: EVENT + T7,
  },
);
cell(
  "3.5 rx Reject.req of our Select.req in NS: the attempt fails, T6 stops",
  ACTIVE,
  notSelected,
  rx(rejectReq(1, 1, 1)),
  {
    lines: ["rejected #1: byte 2 1, reason 1", "Select.req #1 rejected 1"],
    state: "NS",
    deadline: T7,
  },
);
cell(
  "3.5 rx Reject.req of our Linktest.req in SE: it fails, T6 stops",
  PASSIVE,
  testingSE,
  rx(rejectReq(1, 5, 1)),
  {
    lines: ["rejected #1: byte 2 5, reason 1", "Linktest.req #1 rejected 1"],
    state: "SE",
    deadline: NEVER,
  },
);
cell(
  "3.5 rx Reject.req of our primary in SE: it fails, T3 stops",
  PASSIVE,
  waiting,
  rx(rejectReq(1, 0, 4, 0)),
  {
    lines: ["rejected #1: byte 2 0, reason 4", "noReply #1: rejected 00000004000700000001"],
    state: "SE",
    deadline: NEVER,
  },
);
cell(
  "3.5 rx Reject.req of our primary by its PType in SE: it fails",
  PASSIVE,
  waiting,
  rx(rejectReq(1, 0, 2, 0)),
  {
    lines: ["rejected #1: byte 2 0, reason 2", "noReply #1: rejected 00000002000700000001"],
    state: "SE",
    deadline: NEVER,
  },
);
cell(
  "3.5 rx Reject.req without match in NS: dropped, never answered",
  PASSIVE,
  notSelected,
  rx(rejectReq(9, 0, 4)),
  {
    lines: ["rejected #9: byte 2 0, reason 4", "fault: unexpected Reject.req"],
    state: "NS",
    deadline: T7,
  },
);
cell(
  "3.5 rx Reject.req without match in SE: dropped, never answered",
  PASSIVE,
  waiting,
  rx(rejectReq(9, 0, 4)),
  {
    lines: ["rejected #9: byte 2 0, reason 4", "fault: unexpected Reject.req"],
    state: "SE",
    deadline: T3,
  },
);
cell(
  "1.5 rx Reject.req of our response, with the system bytes of our open primary: that stays open",
  PASSIVE,
  waiting,
  rx(rejectReq(1, 6, 3)),
  {
    lines: ["rejected #1: byte 2 6, reason 3", "fault: unexpected Reject.req"],
    state: "SE",
    deadline: T3,
  },
);
cell(
  "1.5 rx Reject.req of our reply, with the system bytes of our open primary: that stays open",
  PASSIVE,
  waiting,
  rx(rejectReq(1, 0, 3, 0)),
  {
    lines: ["rejected #1: byte 2 0, reason 3", "fault: unexpected Reject.req"],
    state: "SE",
    deadline: T3,
  },
);

cell(
  "1.5 rx Reject.req of our data, with the system bytes of our open Select.req: that stays open",
  ACTIVE,
  notSelected,
  rx(rejectReq(1, 0, 4, 0)),
  {
    lines: ["rejected #1: byte 2 0, reason 4", "fault: unexpected Reject.req"],
    state: "NS",
    deadline: T6,
  },
);
cell(
  "1.5 rx Reject.req of our Linktest.req, with the system bytes of our open primary: that stays open",
  PASSIVE,
  waiting,
  rx(rejectReq(1, 5, 1)),
  {
    lines: ["rejected #1: byte 2 5, reason 1", "fault: unexpected Reject.req"],
    state: "SE",
    deadline: T3,
  },
);

// ── Types ──────────────────────────────────────────────────────────────────────────────────────────────────────────

for (const state of ["NS", "SE"] as const) {
  const given = state === "NS" ? notSelected : waiting;
  const deadline = state === "NS" ? T7 : T3;
  const pType = (what: string, sType: number, sys: number) =>
    cell(
      `3.5 rx unknown PType, ${what}, in ${state}: Reject 2`,
      PASSIVE,
      given,
      rx(frame(3, 0x81, 1, 5, sType, sys)),
      {
        written: [rejectReq(sys, 5, 2, 3)],
        lines: ["fault: PType not supported"],
        state,
        deadline,
      },
    );
  pType("data", 0, 9);
  pType("Select.req", 1, 9);
  pType("unknown SType too", 11, 9);
  pType("reply to an open primary", 0, 1);
  for (const sType of [8, 10, 11, 127, 128, 255]) {
    cell(
      `3.5 rx unknown SType ${sType} in ${state}: Reject 1`,
      PASSIVE,
      given,
      rx(frame(0xffff, 0, 0, 0, sType, 9)),
      {
        written: [rejectReq(9, sType, 1)],
        lines: ["fault: SType not supported"],
        state,
        deadline,
      },
    );
  }
  cell(
    `3.7 rx Reject.req with an unknown PType in ${state}: never answered`,
    PASSIVE,
    given,
    rx(frame(0, 0, 4, 5, 7, 1)),
    {
      lines: ["fault: PType not supported"],
      state,
      deadline,
    },
  );
}

// ── Form ───────────────────────────────────────────────────────────────────────────────────────────────────────────

cell(
  "1.3 rx control message with text: text ignored, reported",
  PASSIVE,
  notSelected,
  rx(frame(0xffff, 0, 0, 0, 1, 9, new Uint8Array(5)), linktestReq(8)),
  {
    written: [selectRsp(9, 0), linktestRsp(8)],
    lines: ["fault: control message with text", "NS > SE: Select.req received", "selected @0"],
    state: "SE",
    deadline: NEVER,
  },
);
cell(
  "1.3 rx control message with reserved bytes: ignored, reported",
  PASSIVE,
  notSelected,
  rx(frame(0xffff, 1, 2, 0, 1, 9)),
  {
    written: [selectRsp(9, 0)],
    lines: ["fault: reserved byte not zero", "NS > SE: Select.req received", "selected @0"],
    state: "SE",
    deadline: NEVER,
  },
);
