// E37's table, cell by cell: Select and Deselect received, the simultaneous ones included, and responses to nothing.
import type { EntityOptions } from "../core/hsms/mod.ts";
import {
  data,
  deselectReq,
  deselectRsp,
  linktestRsp,
  rejectReq,
  selectReq,
  selectRsp,
} from "./hsms_frames.ts";
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
/** SELECTED by the peer's request, our own with system bytes 1 still open. */
const simultaneous = (rig: Rig) => rig.notSelected().do((e) => e.select(0)).rx(selectReq(0xa0));
/** SELECTED, our Deselect.req with system bytes 1 open. */
const deselecting = (rig: Rig) => rig.selected().do((e) => e.deselect(0));
/** NOT SELECTED by the peer's request, our own Deselect.req with system bytes 1 still open. */
const bothDeselected = (rig: Rig) => deselecting(rig).rx(deselectReq(0xa1));

// ── Select ─────────────────────────────────────────────────────────────────────────────────────────────────────────

cell("3.5 rx Select.req in NS: answers 0, to SE, T7 stops", PASSIVE, notSelected, rx(selectReq(9)), {
  written: [selectRsp(9, 0)],
  lines: ["NS > SE: Select.req received", "selected @0"],
  state: "SE",
  deadline: NEVER,
});
cell("3.5 rx Select.req in NS, not ready: answers 2, stays", deciding(2), notSelected, rx(selectReq(9)), {
  written: [selectRsp(9, 2)],
  state: "NS",
  deadline: T7,
});
cell("3.3 rx Select.req in NS, no free slot: answers 3, closes", deciding(3), notSelected, rx(selectReq(9)), {
  written: [selectRsp(9, 3)],
  lines: ["NS > NC: Select refused", "disconnect"],
  state: "NC",
  deadline: NEVER,
});
cell("3.5 rx Select.req in SE: answers 1, stays", PASSIVE, waiting, rx(selectReq(9)), {
  written: [selectRsp(9, 1)],
  state: "SE",
  deadline: T3,
});
cell(
  "3.5 rx Select.rsp 0, matching, in NS: T6 and T7 stop, to SE",
  ACTIVE,
  notSelected,
  rx(selectRsp(1, 0)),
  {
    lines: ["NS > SE: Select.rsp received", "selected @0", "Select.req #1 answered 0"],
    state: "SE",
    deadline: NEVER,
  },
);
for (const status of [1, 2, 3, 4, 7, 200]) {
  const name = `3.5 rx Select.rsp ${status}, matching, in NS: T6 stops, the select fails, stays`;
  cell(name, ACTIVE, notSelected, rx(selectRsp(1, status)), {
    lines: [`Select.req #1 answered ${status}`],
    state: "NS",
    deadline: T7,
  });
}
for (const state of ["NS", "SE"] as const) {
  const given = state === "NS" ? notSelected : waiting;
  for (
    const [message, sType] of [[selectRsp(9, 0), 2], [deselectRsp(9, 0), 4], [linktestRsp(9), 6]] as const
  ) {
    cell(
      `3.5 rx response SType ${sType} with no request open in ${state}: Reject 3`,
      PASSIVE,
      given,
      rx(message),
      {
        written: [rejectReq(9, sType, 3)],
        lines: ["fault: transaction not open"],
        state,
        deadline: state === "NS" ? T7 : T3,
      },
    );
  }
}
cell(
  "3.5 rx response to a request of another kind: Reject 3, the request stays open",
  ACTIVE,
  notSelected,
  rx(deselectRsp(1, 0)),
  {
    written: [rejectReq(1, 4, 3)],
    lines: ["fault: transaction not open"],
    state: "NS",
    deadline: T6,
  },
);

// ── Simultaneous select ────────────────────────────────────────────────────────────────────────────────────────────

cell(
  "3.3 rules 1 and 2: Select.req while ours is open: answers 0, SE at once, T6 runs on",
  ACTIVE,
  notSelected,
  rx(selectReq(9)),
  {
    written: [selectRsp(9, 0)],
    lines: ["NS > SE: Select.req received", "selected @0"],
    state: "SE",
    deadline: T6,
  },
);
for (const status of [0, 1]) {
  cell(
    `3.3 rule 3: our request answered ${status} while SE: T6 stops, stays`,
    PASSIVE,
    simultaneous,
    rx(selectRsp(1, status)),
    {
      lines: [`Select.req #1 answered ${status}`],
      state: "SE",
      deadline: NEVER,
    },
  );
}
for (const status of [2, 3, 4, 5, 128]) {
  cell(
    `3.3 rule 4: our request answered ${status} while SE: stays, diagnostic`,
    PASSIVE,
    simultaneous,
    rx(selectRsp(1, status)),
    {
      lines: [`Select.req #1 answered ${status}`, "fault: Select refused while selected"],
      state: "SE",
      deadline: NEVER,
    },
  );
}
cell("3.3 rule 5: T6 of our request while SE: closes", PASSIVE, simultaneous, (rig) => rig.elapse(T6), {
  lines: ["Select.req #1 T6", "timeout T6", "deselected @0", "SE > NC: T6", "disconnect"],
  state: "NC",
  deadline: NEVER,
});
cell(
  "3.3 simultaneous select: the answers in the other order",
  ACTIVE,
  notSelected,
  rx(selectRsp(1, 0), selectReq(9)),
  {
    written: [selectRsp(9, 1)],
    lines: ["NS > SE: Select.rsp received", "selected @0", "Select.req #1 answered 0"],
    state: "SE",
    deadline: NEVER,
  },
);

// ── Deselect ───────────────────────────────────────────────────────────────────────────────────────────────────────

cell("3.5 rx Deselect.req in NS: answers 1", PASSIVE, notSelected, rx(deselectReq(9)), {
  written: [deselectRsp(9, 1)],
  state: "NS",
  deadline: T7,
});
cell("3.5 rx Deselect.req in SE: answers 0, to NS, T7 starts", PASSIVE, waiting, rx(deselectReq(9)), {
  written: [deselectRsp(9, 0)],
  lines: ["noReply #1: deselected", "deselected @0", "SE > NS: Deselect.req received"],
  state: "NS",
  deadline: EVENT + T7,
});
cell("3.5 rx Deselect.req in SE, busy: answers 2, stays", deciding(0, 2), waiting, rx(deselectReq(9)), {
  written: [deselectRsp(9, 2)],
  state: "SE",
  deadline: T3,
});
cell(
  "3.5 rx Deselect.rsp 0, matching, in SE: T6 stops, to NS, T7 starts",
  PASSIVE,
  deselecting,
  rx(deselectRsp(1, 0)),
  {
    lines: ["Deselect.req #1 answered 0", "deselected @0", "SE > NS: Deselect.rsp received"],
    state: "NS",
    deadline: EVENT + T7,
  },
);
for (const status of [1, 2, 3, 200]) {
  cell(
    `3.5 rx Deselect.rsp ${status}, matching, in SE: T6 stops, stays`,
    PASSIVE,
    deselecting,
    rx(deselectRsp(1, status)),
    {
      lines: [`Deselect.req #1 answered ${status}`],
      state: "SE",
      deadline: NEVER,
    },
  );
  cell(
    `3.5 rx Deselect.rsp ${status}, matching, in NS: T6 stops`,
    PASSIVE,
    bothDeselected,
    rx(deselectRsp(1, status)),
    {
      lines: [`Deselect.req #1 answered ${status}`],
      state: "NS",
      deadline: T7,
    },
  );
}
cell(
  "3.3 simultaneous deselect: Deselect.req while ours is open: answers 0, to NS",
  PASSIVE,
  deselecting,
  rx(deselectReq(9)),
  {
    written: [deselectRsp(9, 0)],
    lines: ["deselected @0", "SE > NS: Deselect.req received"],
    state: "NS",
    deadline: T6,
  },
);
cell(
  "3.5 rx Deselect.rsp 0, matching, in NS (simultaneous): T6 stops, stays",
  PASSIVE,
  bothDeselected,
  rx(deselectRsp(1, 0)),
  {
    lines: ["Deselect.req #1 answered 0"],
    state: "NS",
    deadline: T7,
  },
);
cell(
  "3.3 data between Deselect.req and its answer is valid",
  PASSIVE,
  deselecting,
  rx(data("S6F11 W", 9), deselectRsp(1, 0)),
  {
    lines: [
      "message S6F11 W @0 #9",
      "Deselect.req #1 answered 0",
      "deselected @0",
      "SE > NS: Deselect.rsp received",
    ],
    state: "NS",
    deadline: EVENT + T7,
  },
);
