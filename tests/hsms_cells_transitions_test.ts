// E37's transitions, and what TCP and the timers do in each state of its table, cell by cell.
import type { EntityOptions } from "../core/hsms/mod.ts";
import { deselectReq, deselectRsp, hex, selectReq, selectRsp, separateReq } from "./hsms_frames.ts";
import {
  cell,
  EVENT,
  GENERIC_ACTIVE,
  GENERIC_PASSIVE,
  local,
  lost,
  NEVER,
  notSelected,
  type Rig,
  rx,
  selected,
  stopped,
  T3,
  T5,
  T6,
  T7,
  waiting,
  WRITE,
} from "./hsms_rig.ts";

const ACTIVE = GENERIC_ACTIVE, PASSIVE = GENERIC_PASSIVE;
/** An active side that is told when to select. */
const MANUAL: EntityOptions = { ...ACTIVE, autoSelect: false };
const started = (rig: Rig) => rig.start();
const separated = (rig: Rig) => rig.start().connected().lost();
/** SELECTED, our Deselect.req with system bytes 1 open. */
const deselecting = (rig: Rig) => rig.selected().do((e) => e.deselect(0));
const stop = local((e, now) => e.stop(now));

// ── Transitions ────────────────────────────────────────────────────────────────────────────────────────────────────

cell("3.2 #1 local start, active: connects", ACTIVE, stopped, local((e, now) => e.start(now)), {
  lines: ["connect"],
  state: "NC",
  deadline: NEVER,
});
cell("3.2 #1 local start, passive: listens", PASSIVE, stopped, local((e, now) => e.start(now)), {
  lines: ["connect"],
  state: "NC",
  deadline: NEVER,
});
cell("3.2 #2 TCP established, passive: T7 starts", PASSIVE, started, (rig) => rig.connected(), {
  lines: ["NC > NS: TCP connected"],
  state: "NS",
  deadline: EVENT + T7,
});
cell(
  "3.2 #2 TCP established, active: Select.req, T6 and T7 start",
  ACTIVE,
  started,
  (rig) => rig.connected(),
  {
    written: [selectReq(1)],
    lines: ["NC > NS: TCP connected"],
    state: "NS",
    deadline: EVENT + T6,
  },
);
cell(
  "3.2 #2 TCP established, active without autoSelect: T7 alone",
  MANUAL,
  started,
  (rig) => rig.connected(),
  {
    lines: ["NC > NS: TCP connected"],
    state: "NS",
    deadline: EVENT + T7,
  },
);
cell("3.2 #3 TCP lost in NS, passive: listens again at once", PASSIVE, notSelected, lost, {
  lines: ["NS > NC: TCP disconnected", "connect"],
  state: "NC",
  deadline: NEVER,
});
cell("3.2 #3 TCP lost in NS, active: the select fails, T5 starts", ACTIVE, notSelected, lost, {
  lines: ["Select.req #1 disconnected", "NS > NC: TCP disconnected"],
  state: "NC",
  deadline: EVENT + T5,
});
cell("3.2 #3 TCP lost in SE: all open transactions fail, all timers stop", PASSIVE, waiting, lost, {
  lines: ["noReply #1: disconnected", "deselected @0", "SE > NC: TCP disconnected", "connect"],
  state: "NC",
  deadline: NEVER,
});
cell("3.2 #3 local decision in NS: closes", PASSIVE, notSelected, stop, {
  lines: ["NS > NC: stopped", "disconnect"],
  state: "NC",
  deadline: NEVER,
});
cell("3.2 #4 Select procedure succeeds as responder: T7 stops", PASSIVE, notSelected, rx(selectReq(9)), {
  written: [selectRsp(9, 0)],
  lines: ["NS > SE: Select.req received", "selected @0"],
  state: "SE",
  deadline: NEVER,
});
cell(
  "3.2 #4 Select procedure succeeds as initiator: T6 and T7 stop",
  ACTIVE,
  notSelected,
  rx(selectRsp(1, 0)),
  {
    lines: ["NS > SE: Select.rsp received", "selected @0", "Select.req #1 answered 0"],
    state: "SE",
    deadline: NEVER,
  },
);
cell("3.2 #5 Deselect succeeds as responder: T7 starts", PASSIVE, selected, rx(deselectReq(9)), {
  written: [deselectRsp(9, 0)],
  lines: ["deselected @0", "SE > NS: Deselect.req received"],
  state: "NS",
  deadline: EVENT + T7,
});
cell("3.2 #5 Deselect succeeds as initiator: T7 starts", PASSIVE, deselecting, rx(deselectRsp(1, 0)), {
  lines: ["Deselect.req #1 answered 0", "deselected @0", "SE > NS: Deselect.rsp received"],
  state: "NS",
  deadline: EVENT + T7,
});
cell("3.2 #5 Separate sent: T7 starts", PASSIVE, selected, local((e, now) => e.separate(now)), {
  written: [separateReq(1)],
  lines: ["deselected @0", "SE > NS: Separate.req sent"],
  state: "NS",
  deadline: EVENT + T7,
});
cell("3.2 #5 Separate received: T7 starts", PASSIVE, selected, rx(separateReq(9)), {
  lines: ["deselected @0", "SE > NS: Separate.req received"],
  state: "NS",
  deadline: EVENT + T7,
});
cell("3.2 #6 T7 expires: closes", PASSIVE, notSelected, (rig) => rig.elapse(T7), {
  lines: ["timeout T7", "NS > NC: T7", "disconnect"],
  state: "NC",
  deadline: NEVER,
});

// ── TCP ────────────────────────────────────────────────────────────────────────────────────────────────────────────

cell("3.5 TCP connect failed in NC, active: T5 starts", ACTIVE, started, lost, {
  lines: ["connect failed"],
  state: "NC",
  deadline: EVENT + T5,
});
cell("3.6 TCP connect failed in NC, passive: T5 starts", PASSIVE, started, lost, {
  lines: ["connect failed"],
  state: "NC",
  deadline: EVENT + T5,
});
cell(
  "3.5 second TCP connection: answered with status 3 and closed",
  { ...PASSIVE, onSelect: () => 3 },
  notSelected,
  rx(selectReq(9)),
  {
    written: [selectRsp(9, 3)],
    lines: ["NS > NC: Select refused", "disconnect"],
    state: "NC",
    deadline: NEVER,
  },
);
cell("3.5 T5 in NC: connects again", ACTIVE, separated, (rig) => rig.elapse(T5), {
  lines: ["timeout T5", "connect"],
  state: "NC",
  deadline: NEVER,
});

// ── Timers and lengths ─────────────────────────────────────────────────────────────────────────────────────────────

cell("3.5 T3 in SE: fails the transaction, keeps the link", PASSIVE, waiting, (rig) => rig.elapse(T3), {
  lines: ["noReply #1: T3"],
  state: "SE",
  deadline: NEVER,
});
cell("3.5 T6 in NS: closes", ACTIVE, notSelected, (rig) => rig.elapse(T6), {
  lines: ["Select.req #1 T6", "timeout T6", "NS > NC: T6", "disconnect"],
  state: "NC",
  deadline: NEVER,
});
cell("3.5 T6 in SE: closes", PASSIVE, deselecting, (rig) => rig.elapse(T6), {
  lines: ["Deselect.req #1 T6", "timeout T6", "deselected @0", "SE > NC: T6", "disconnect"],
  state: "NC",
  deadline: NEVER,
});
for (const [state, given] of [["NS", notSelected], ["SE", selected]] as const) {
  const ended = state === "SE" ? ["deselected @0", "SE > NC: bad length"] : ["NS > NC: bad length"];
  cell(
    `3.5 rx length < 10 in ${state}: closes`,
    PASSIVE,
    given,
    rx(hex("00000009 FFFF 00 00 00 05 000000")),
    {
      lines: ["fault: length below 10 9", ...ended, "disconnect"],
      state: "NC",
      deadline: NEVER,
    },
  );
  cell(`3.5 rx length > limit in ${state}: closes`, PASSIVE, given, rx(hex("0100000B")), {
    lines: ["fault: length above limit 16777227", ...ended, "disconnect"],
    state: "NC",
    deadline: NEVER,
  });
  const t8 = state === "SE" ? ["deselected @0", "SE > NC: T8"] : ["NS > NC: T8"];
  cell(`3.5 T8 in ${state}: closes`, PASSIVE, given, (rig) => rig.rx(hex("00")).elapse(EVENT + 3000), {
    lines: ["timeout T8", ...t8, "disconnect"],
    state: "NC",
    deadline: NEVER,
  });
}

cell("write timer: a socket blocked for too long is given up", PASSIVE, selected, (rig) => {
  rig.send("S1F1");
  rig.forget().blocked().elapse(EVENT + WRITE);
}, {
  lines: ["timeout write", "deselected @0", "SE > NC: write timeout", "disconnect"],
  state: "NC",
  deadline: NEVER,
});
