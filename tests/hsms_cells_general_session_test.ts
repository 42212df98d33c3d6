// HSMS-GS (E37.2), cell by cell: several sessions on a connection, each unknown, known or selected.
import { type EntityOptions, GENERAL_SESSION } from "../core/hsms/mod.ts";
import { deselectReq, deselectRsp, rejectReq, selectReq, selectRsp, separateReq } from "./hsms_frames.ts";
import { cell, EVENT, local, NEVER, notSelected, refused, type Rig, rx, T3, T6, T7 } from "./hsms_rig.ts";

/** Session-entity ids 1 and 2 are known here, 9 is not. */
const PASSIVE: EntityOptions = { mode: "passive", profile: GENERAL_SESSION, session: 1, sessions: [1, 2] };
const ACTIVE: EntityOptions = { ...PASSIVE, mode: "active" };
const MANUAL: EntityOptions = { ...ACTIVE, autoSelect: false };

const one = (rig: Rig) => rig.selected(1);
const both = (rig: Rig) => one(rig).rx(selectReq(0xa1, 2));
/** Both selected, S1F1 open in session 1 under system bytes 1 and in session 2 under 2. */
const busy = (rig: Rig) => {
  both(rig).send("S1F1 W", { session: 1 });
  rig.send("S1F1 W", { session: 2 });
};
const selecting = (rig: Rig) => rig.notSelected().do((e) => e.select(0, 1));
const deselecting = (rig: Rig) => one(rig).do((e) => e.deselect(0, 1));

// ── Transitions ────────────────────────────────────────────────────────────────────────────────────────────────

cell(
  "3.2 GS #2 TCP established, active: Select.req of every session",
  ACTIVE,
  (rig) => rig.start(),
  (rig) => rig.connected(),
  {
    written: [selectReq(1, 1), selectReq(2, 2)],
    lines: ["NC > NS: TCP connected"],
    state: "NS",
    deadline: EVENT + T6,
  },
);
cell(
  "3.2 GS #4 Select of the first session: SE, count 1, T7 stops",
  PASSIVE,
  notSelected,
  rx(selectReq(9, 2)),
  {
    written: [selectRsp(9, 0, 2)],
    lines: ["NS > SE: Select.req received", "selected @2"],
    state: "SE",
    deadline: NEVER,
  },
);
cell("3.2 GS #4′ Select of another session: count + 1", PASSIVE, one, rx(selectReq(9, 2)), {
  written: [selectRsp(9, 0, 2)],
  lines: ["selected @2"],
  state: "SE",
  deadline: NEVER,
});
cell(
  "3.2 GS #5′ Deselect of one of two sessions: count - 1, stays SE",
  PASSIVE,
  busy,
  rx(deselectReq(9, 1)),
  {
    written: [deselectRsp(9, 0, 1)],
    lines: ["noReply #1: deselected", "deselected @1"],
    state: "SE",
    deadline: T3,
  },
);
cell(
  "3.2 GS #5′ Separate of one of two sessions: count - 1, stays SE",
  PASSIVE,
  both,
  rx(separateReq(9, 1)),
  {
    lines: ["deselected @1"],
    state: "SE",
    deadline: NEVER,
  },
);
cell("3.2 GS #5 Separate of the last session: NS, T7 starts", PASSIVE, one, rx(separateReq(9, 1)), {
  lines: ["deselected @1", "SE > NS: Separate.req received"],
  state: "NS",
  deadline: EVENT + T7,
});

// ── Select ─────────────────────────────────────────────────────────────────────────────────────────────────────

const select = (session: number, says: string) =>
  refused(`select: ${says}`, (e, now) => e.select(now, session));
cell("3.9 local select, unknown: fails", MANUAL, notSelected, select(9, ""), { state: "NS", deadline: T7 });
cell("3.9 local select, known: Select.req, T6", MANUAL, notSelected, local((e, now) => e.select(now, 2)), {
  written: [selectReq(1, 2)],
  state: "NS",
  deadline: EVENT + T6,
});
cell(
  "3.9 local select, known, while another is selected: Select.req",
  PASSIVE,
  one,
  local((e, now) => e.select(now, 2)),
  {
    written: [selectReq(1, 2)],
    state: "SE",
    deadline: EVENT + T6,
  },
);
cell("3.9 local select, selected: fails", PASSIVE, one, select(1, "already selected"), {
  state: "SE",
  deadline: NEVER,
});

cell("3.9 rx Select.req, unknown: status 4", PASSIVE, notSelected, rx(selectReq(9, 9)), {
  written: [selectRsp(9, 4, 9)],
  state: "NS",
  deadline: T7,
});
cell("3.9 rx Select.req of FFFF: an unknown session", PASSIVE, notSelected, rx(selectReq(9)), {
  written: [selectRsp(9, 4)],
  state: "NS",
  deadline: T7,
});
cell("3.9 rx Select.req, unknown, while SE: status 4", PASSIVE, one, rx(selectReq(9, 9)), {
  written: [selectRsp(9, 4, 9)],
  state: "SE",
  deadline: NEVER,
});
for (const status of [5, 2]) {
  const name = `3.9 rx Select.req, known, ${
    status === 5 ? "in use elsewhere" : "not ready"
  }: status ${status}, stays`;
  cell(name, { ...PASSIVE, onSelect: (session) => (session === 2 ? status : 0) }, one, rx(selectReq(9, 2)), {
    written: [selectRsp(9, status, 2)],
    state: "SE",
    deadline: NEVER,
  });
}
cell("3.9 rx Select.req, selected: status 6", PASSIVE, one, rx(selectReq(9, 1)), {
  written: [selectRsp(9, 6, 1)],
  state: "SE",
  deadline: NEVER,
});

cell("3.9 rx Select.rsp 0, known: T6 stops, SE", PASSIVE, selecting, rx(selectRsp(1, 0, 1)), {
  lines: ["NS > SE: Select.rsp received", "selected @1", "Select.req #1 answered 0"],
  state: "SE",
  deadline: NEVER,
});
cell(
  "3.9 rx Select.rsp of another session: Reject 3, the request stays open",
  PASSIVE,
  selecting,
  rx(selectRsp(1, 0, 2)),
  {
    written: [rejectReq(1, 2, 3, 2)],
    lines: ["fault: transaction not open"],
    state: "NS",
    deadline: T6,
  },
);
cell(
  "3.9 rx Select.rsp 0, selected (simultaneous): T6 stops, stays",
  PASSIVE,
  (rig) => selecting(rig).rx(selectReq(0xa0, 1)),
  rx(selectRsp(1, 0, 1)),
  {
    lines: ["Select.req #1 answered 0"],
    state: "SE",
    deadline: NEVER,
  },
);
for (const status of [1, 2, 3, 4, 5, 6, 128]) {
  cell(
    `3.9 rx Select.rsp ${status}, known: T6 stops, the connection stays`,
    PASSIVE,
    selecting,
    rx(selectRsp(1, status, 1)),
    {
      lines: [`Select.req #1 answered ${status}`],
      state: "NS",
      deadline: T7,
    },
  );
  const diagnostic = status === 1 || status === 6 ? [] : ["fault: Select refused while selected"];
  cell(
    `3.9 rx Select.rsp ${status}, selected: T6 stops, stays`,
    PASSIVE,
    (rig) => selecting(rig).rx(selectReq(0xa0, 1)),
    rx(selectRsp(1, status, 1)),
    {
      lines: [`Select.req #1 answered ${status}`, ...diagnostic],
      state: "SE",
      deadline: NEVER,
    },
  );
}

// ── Deselect and Separate ──────────────────────────────────────────────────────────────────────────────────────

const deselect = (session: number) => refused("deselect", (e, now) => e.deselect(now, session));
cell("3.9 local deselect, unknown: fails", PASSIVE, one, deselect(9), { state: "SE", deadline: NEVER });
cell("3.9 local deselect, known: fails", PASSIVE, one, deselect(2), { state: "SE", deadline: NEVER });
cell("3.9 local deselect, selected: Deselect.req, T6", PASSIVE, one, local((e, now) => e.deselect(now, 1)), {
  written: [deselectReq(1, 1)],
  state: "SE",
  deadline: EVENT + T6,
});
for (const [what, session] of [["unknown", 9], ["known", 2]] as const) {
  cell(`3.9 rx Deselect.req, ${what}: status 1`, PASSIVE, one, rx(deselectReq(9, session)), {
    written: [deselectRsp(9, 1, session)],
    state: "SE",
    deadline: NEVER,
  });
  cell(`3.9 rx Separate.req, ${what}: ignored`, PASSIVE, one, rx(separateReq(9, session)), {
    lines: ["fault: unexpected Separate.req"],
    state: "SE",
    deadline: NEVER,
  });
}
cell("3.9 rx Deselect.req, selected: status 0, the last: NS, T7", PASSIVE, one, rx(deselectReq(9, 1)), {
  written: [deselectRsp(9, 0, 1)],
  lines: ["deselected @1", "SE > NS: Deselect.req received"],
  state: "NS",
  deadline: EVENT + T7,
});
cell(
  "3.9 rx Deselect.req, selected, busy: status 2, stays",
  { ...PASSIVE, onDeselect: () => 2 },
  one,
  rx(deselectReq(9, 1)),
  {
    written: [deselectRsp(9, 2, 1)],
    state: "SE",
    deadline: NEVER,
  },
);
cell(
  "3.9 rx Deselect.rsp 0, selected: T6 stops, the last: NS, T7",
  PASSIVE,
  deselecting,
  rx(deselectRsp(1, 0, 1)),
  {
    lines: ["Deselect.req #1 answered 0", "deselected @1", "SE > NS: Deselect.rsp received"],
    state: "NS",
    deadline: EVENT + T7,
  },
);
cell(
  "3.9 rx Deselect.rsp 0, known (simultaneous): T6 stops",
  PASSIVE,
  (rig) => deselecting(rig).rx(deselectReq(0xa2, 1)),
  rx(deselectRsp(1, 0, 1)),
  {
    lines: ["Deselect.req #1 answered 0"],
    state: "NS",
    deadline: T7,
  },
);
const separate = (session: number) => refused("separate", (e, now) => e.separate(now, session));
cell("3.9 local separate, unknown: fails", PASSIVE, one, separate(9), { state: "SE", deadline: NEVER });
cell("3.9 local separate, known: fails", PASSIVE, one, separate(2), { state: "SE", deadline: NEVER });
cell(
  "3.9 local separate, selected: Separate.req, its transactions fail, the other stays",
  PASSIVE,
  busy,
  local((e, now) => e.separate(now, 2)),
  {
    written: [separateReq(3, 2)],
    lines: ["noReply #2: deselected", "deselected @2"],
    state: "SE",
    deadline: T3,
  },
);
cell(
  "3.9 local separate, the last: NS, T7, TCP stays (D9)",
  PASSIVE,
  one,
  local((e, now) => e.separate(now, 1)),
  {
    written: [separateReq(1, 1)],
    lines: ["deselected @1", "SE > NS: Separate.req sent"],
    state: "NS",
    deadline: EVENT + T7,
  },
);
cell(
  "3.9 rx Separate.req, selected: its transactions fail, the other stays (D9)",
  PASSIVE,
  busy,
  rx(separateReq(9, 1)),
  {
    lines: ["noReply #1: deselected", "deselected @1"],
    state: "SE",
    deadline: T3,
  },
);
