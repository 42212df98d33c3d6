// HSMS-GS (E37.2), cell by cell: data of each session, the timers, the loss of the connection, its linktest.
import { type EntityOptions, GENERAL_SESSION } from "../core/hsms/mod.ts";
import { data, linktestReq, linktestRsp, rejectReq, selectReq, separateReq } from "./hsms_frames.ts";
import {
  cell,
  EVENT,
  local,
  lost,
  NEVER,
  notSelected,
  notSelectedError,
  primary,
  type Rig,
  rx,
  T3,
  T5,
  T6,
  T7,
} from "./hsms_rig.ts";

/** Session-entity ids 1 and 2 are known here, 9 is not. */
const PASSIVE: EntityOptions = { mode: "passive", profile: GENERAL_SESSION, session: 1, sessions: [1, 2] };
const ACTIVE: EntityOptions = { ...PASSIVE, mode: "active" };

const one = (rig: Rig) => rig.selected(1);
/** Both selected, S1F1 open in session 1 under system bytes 1 and in session 2 under 2. */
const busy = (rig: Rig) => {
  one(rig).rx(selectReq(0xa1, 2)).send("S1F1 W", { session: 1 });
  rig.send("S1F1 W", { session: 2 });
};

for (const [what, session] of [["unknown", 9], ["known", 2]] as const) {
  cell(`3.9 rx data, ${what}: Reject 4`, PASSIVE, one, rx(data("S1F1 W", 9, session)), {
    written: [rejectReq(9, 0, 4, session)],
    lines: ["fault: entity not selected"],
    state: "SE",
    deadline: NEVER,
  });
  cell(
    `3.9 rx data, ${what}, strict: Reject 4, the other session lives on`,
    { ...PASSIVE, strict: true },
    one,
    rx(data("S1F1 W", 9, session)),
    {
      written: [rejectReq(9, 0, 4, session)],
      lines: ["fault: entity not selected"],
      state: "SE",
      deadline: NEVER,
    },
  );
  const send = notSelectedError("send S1F1", (e, now) => e.send({ ...primary("S1F1 W"), session }, now));
  cell(`3.9 local data, ${what}: fails`, PASSIVE, one, send, { state: "SE", deadline: NEVER });
}
cell("3.9 rx data in NS: Reject 4", PASSIVE, notSelected, rx(data("S1F1 W", 9, 1)), {
  written: [rejectReq(9, 0, 4, 1)],
  lines: ["fault: entity not selected"],
  state: "NS",
  deadline: T7,
});
cell("3.9 rx data primary, selected: delivered", PASSIVE, busy, rx(data("S1F1 W", 9, 2)), {
  lines: ["message S1F1 W @2 #9"],
  state: "SE",
  deadline: T3,
});
cell("3.9 rx data reply, selected: matched", PASSIVE, busy, rx(data("S1F2", 2, 2), data("S1F2", 1, 1)), {
  lines: ["reply S1F2 @2 #2", "reply S1F2 @1 #1"],
  state: "SE",
  deadline: NEVER,
});
cell(
  "3.9 rx data reply of another session: significant, the transaction stays open",
  PASSIVE,
  busy,
  rx(data("S1F2", 1, 2)),
  {
    lines: ["fault: session of reply differs", "unmatched S1F2 @2 #1: session"],
    state: "SE",
    deadline: T3,
  },
);
cell("3.9 local data, selected: sent", PASSIVE, one, (rig) => rig.send("S1F1 W", { session: 1 }), {
  written: [data("S1F1 W", 1, 1)],
  state: "SE",
  deadline: EVENT + T3,
});

cell(
  "3.9 T3 of a transaction in one session: fails it",
  PASSIVE,
  (rig) => {
    one(rig).rx(selectReq(0xa1, 2)).send("S1F1 W", { session: 2 });
  },
  (rig) => rig.elapse(T3),
  { lines: ["noReply #1: T3"], state: "SE", deadline: NEVER },
);
cell(
  "3.9 T6 of any control request: closes, all sessions fail",
  PASSIVE,
  (rig) => {
    busy(rig);
    rig.do((e) => e.linktest(0));
  },
  (rig) => rig.elapse(T6),
  {
    lines: [
      "Linktest.req #3 T6",
      "timeout T6",
      "noReply #1: disconnected",
      "noReply #2: disconnected",
      "deselected @1",
      "deselected @2",
      "SE > NC: T6",
      "disconnect",
    ],
    state: "NC",
    deadline: NEVER,
  },
);
cell("3.9 T7, count 0: closes", PASSIVE, (rig) => one(rig).rx(separateReq(9, 1)), (rig) => rig.elapse(T7), {
  lines: ["timeout T7", "NS > NC: T7", "disconnect"],
  state: "NC",
  deadline: NEVER,
});
cell("3.9 T7 does not run while a session is selected", PASSIVE, one, (rig) => rig.elapse(10 * T7), {
  state: "SE",
  deadline: NEVER,
});
cell("3.9 TCP lost: all sessions unselected, all transactions fail", PASSIVE, busy, lost, {
  lines: [
    "noReply #1: disconnected",
    "noReply #2: disconnected",
    "deselected @1",
    "deselected @2",
    "SE > NC: TCP disconnected",
    "connect",
  ],
  state: "NC",
  deadline: NEVER,
});
cell("3.9 TCP lost, active: the selects fail, T5", ACTIVE, notSelected, lost, {
  lines: ["Select.req #1 disconnected", "Select.req #2 disconnected", "NS > NC: TCP disconnected"],
  state: "NC",
  deadline: EVENT + T5,
});

cell("3.9 Linktest is per connection: FFFF", PASSIVE, one, local((e, now) => e.linktest(now)), {
  written: [linktestReq(1)],
  state: "SE",
  deadline: EVENT + T6,
});
cell("3.9 rx Linktest.req: answered", PASSIVE, one, rx(linktestReq(9)), {
  written: [linktestRsp(9)],
  state: "SE",
  deadline: NEVER,
});
cell(
  "3.9 local close: a Separate.req for each session, then closes",
  PASSIVE,
  busy,
  local((e, now) => e.stop(now)),
  {
    written: [separateReq(3, 1), separateReq(4, 2)],
    lines: [
      "noReply #1: deselected",
      "deselected @1",
      "noReply #2: deselected",
      "deselected @2",
      "SE > NS: Separate.req sent",
      "NS > NC: stopped",
      "disconnect",
    ],
    state: "NC",
    deadline: NEVER,
  },
);
cell("3.9 state of each session", PASSIVE, one, (rig) => {
  rig.lines = [0xffff, 1, 2, 9].map((session) => `${session} ${rig.entity.stateOf(session)}`);
}, {
  lines: ["65535 NOT SELECTED", "1 SELECTED", "2 NOT SELECTED", "9 NOT SELECTED"],
  state: "SE",
  deadline: NEVER,
});
