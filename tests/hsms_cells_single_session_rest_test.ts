// HSMS-SS (E37.1), cell by cell: the remaining events of both roles, and the build without Reject.
import type { EntityOptions } from "../core/hsms/mod.ts";
import {
  data,
  deselectRsp,
  frame,
  linktestReq,
  linktestRsp,
  rejectReq,
  selectReq,
  selectRsp,
  separateReq,
} from "./hsms_frames.ts";
import {
  cell,
  EVENT,
  local,
  lost,
  NEVER,
  notSelected,
  notSelectedError,
  primary,
  refused,
  type Rig,
  rx,
  selected,
  T3,
  T5,
  T6,
  T7,
  waiting,
} from "./hsms_rig.ts";

const ACTIVE: EntityOptions = { mode: "active" };
const PASSIVE: EntityOptions = { mode: "passive" };
/** A build that never sends Reject.req. */
const NO_REJECT: EntityOptions = { ...PASSIVE, reject: false };

const started = (rig: Rig) => rig.start();
const testing = (rig: Rig) => rig.selected().do((e) => e.linktest(0));
const stop = local((e, now) => e.stop(now));
const sendRefused = notSelectedError("send S1F1", (e, now) => e.send(primary("S1F1 W"), now));

cell("3.6 NC local data: fails", PASSIVE, started, sendRefused, { state: "NC", deadline: NEVER });
const linktestNC = refused("send Linktest.req: not connected", (e, now) => e.linktest(now));
cell("3.6 NC local linktest: fails", PASSIVE, started, linktestNC, { state: "NC", deadline: NEVER });
const separateNC = refused("separate: not connected", (e, now) => e.separate(now));
cell("3.6 NC local separate: fails", PASSIVE, started, separateNC, { state: "NC", deadline: NEVER });
cell(
  "3.6 NC local close, passive: stops listening",
  PASSIVE,
  started,
  (rig) => rig.do((e, now) => e.stop(now)).lost(),
  {
    lines: ["disconnect", "stopped"],
    state: "NC",
    deadline: NEVER,
  },
);
cell("3.6 NC local close, active: stops T5", ACTIVE, (rig) => rig.start().lost(), stop, {
  lines: ["stopped"],
  state: "NC",
  deadline: NEVER,
});

cell("3.6 NS local data: fails", PASSIVE, notSelected, sendRefused, { state: "NS", deadline: T7 });
const linktestNS = refused("send Linktest.req: not selected", (e, now) => e.linktest(now));
cell("3.6 NS local linktest: fails", PASSIVE, notSelected, linktestNS, { state: "NS", deadline: T7 });
cell("3.6 NS local close: closes without Separate", PASSIVE, notSelected, stop, {
  lines: ["NS > NC: stopped", "disconnect"],
  state: "NC",
  deadline: NEVER,
});
cell("3.6 NS Linktest.req: answers", PASSIVE, notSelected, rx(linktestReq(9)), {
  written: [linktestRsp(9)],
  state: "NS",
  deadline: T7,
});
cell("3.6 NS Separate.req: closes", PASSIVE, notSelected, rx(separateReq(9)), {
  lines: ["fault: unexpected Separate.req", "NS > NC: Separate.req received", "disconnect"],
  state: "NC",
  deadline: NEVER,
});
cell("3.6 NS TCP closed by peer, passive: listens", PASSIVE, notSelected, lost, {
  lines: ["NS > NC: TCP disconnected", "connect"],
  state: "NC",
  deadline: NEVER,
});
cell(
  "3.6 NS local select, passive: only the active entity selects",
  PASSIVE,
  notSelected,
  refused("select", (e, now) => e.select(now)),
  {
    state: "NS",
    deadline: T7,
  },
);
cell(
  "3.6 SE local select: only in NOT SELECTED",
  ACTIVE,
  selected,
  refused("select", (e, now) => e.select(now)),
  {
    state: "SE",
    deadline: NEVER,
  },
);

cell(
  "3.6 SE local data primary W=1: sent, T3 after the write",
  PASSIVE,
  selected,
  (rig) => rig.send("S1F1 W"),
  {
    written: [data("S1F1 W", 1)],
    state: "SE",
    deadline: EVENT + T3,
  },
);
cell("3.6 SE local data primary W=0: sent", PASSIVE, selected, (rig) => rig.send("S1F1"), {
  written: [data("S1F1", 1)],
  state: "SE",
  deadline: NEVER,
});
const S1F1 = {
  session: 3,
  stream: 1,
  function: 1,
  replyExpected: true,
  systemBytes: 5,
  text: new Uint8Array(0),
};
cell("3.6 SE local data reply: sent", PASSIVE, selected, local((e, now) => e.reply(S1F1, undefined, now)), {
  written: [data("S1F2", 5, 3)],
  state: "SE",
  deadline: NEVER,
});
cell("3.6 SE local linktest: Linktest.req, T6", PASSIVE, selected, local((e, now) => e.linktest(now)), {
  written: [linktestReq(1)],
  state: "SE",
  deadline: EVENT + T6,
});
cell(
  "3.6 SE linktest interval elapsed: Linktest.req, T6",
  { ...PASSIVE, timers: { linktest: 20 } },
  selected,
  (rig) => rig.elapse(20_000),
  { written: [linktestReq(1)], state: "SE", deadline: 20_000 + T6 },
);
cell("3.6 SE Linktest.rsp matching: T6 stops", PASSIVE, testing, rx(linktestRsp(1)), {
  lines: ["Linktest.req #1 answered 0"],
  state: "SE",
  deadline: NEVER,
});
cell("3.6 SE data reply matching: T3 stops, complete", PASSIVE, waiting, rx(data("S1F2", 1)), {
  lines: ["reply S1F2 @0 #1"],
  state: "SE",
  deadline: NEVER,
});
cell("3.6 SE data reply with another session: reported, accepted", PASSIVE, waiting, rx(data("S1F2", 1, 5)), {
  lines: ["fault: session of reply differs", "reply S1F2 @5 #1"],
  state: "SE",
  deadline: NEVER,
});
cell("3.6 SE data reply not matching (D4): dropped, diagnostic", PASSIVE, waiting, rx(data("S1F2", 9)), {
  lines: ["unmatched S1F2 @0 #9: no transaction"],
  state: "SE",
  deadline: T3,
});
cell("3.6 SE Reject.req matching: fails that transaction", PASSIVE, waiting, rx(rejectReq(1, 0, 4)), {
  lines: ["rejected #1: byte 2 0, reason 4", "noReply #1: rejected FFFF0004000700000001"],
  state: "SE",
  deadline: NEVER,
});
cell("3.6 SE Reject.req not matching: dropped, diagnostic", PASSIVE, waiting, rx(rejectReq(9, 0, 4)), {
  lines: ["rejected #9: byte 2 0, reason 4", "fault: unexpected Reject.req"],
  state: "SE",
  deadline: T3,
});
cell(
  "3.6 SE local deselect: not available",
  PASSIVE,
  selected,
  refused("deselect: not available in HSMS-SS", (e, now) => e.deselect(now)),
  {
    state: "SE",
    deadline: NEVER,
  },
);
cell("3.6 SE TCP closed by peer, passive: all transactions fail, listens", PASSIVE, waiting, lost, {
  lines: ["noReply #1: disconnected", "deselected @0", "SE > NC: TCP disconnected", "connect"],
  state: "NC",
  deadline: NEVER,
});
cell("3.6 SE TCP closed by peer, active: all transactions fail, T5", ACTIVE, waiting, lost, {
  lines: ["noReply #2: disconnected", "deselected @0", "SE > NC: TCP disconnected"],
  state: "NC",
  deadline: EVENT + T5,
});

// ── What is refused, with Reject and without ───────────────────────────────────────────────────────────────────

const UNACCEPTABLE: [string, Uint8Array, string, Uint8Array][] = [
  ["Select.rsp with no open request", selectRsp(9, 0), "transaction not open", rejectReq(9, 2, 3)],
  ["Deselect.rsp with no open request", deselectRsp(9, 0), "transaction not open", rejectReq(9, 4, 3)],
  ["Linktest.rsp with no open request", linktestRsp(9), "transaction not open", rejectReq(9, 6, 3)],
  ["unknown PType", frame(1, 0x81, 1, 5, 0, 9), "PType not supported", rejectReq(9, 5, 2, 1)],
  ["unknown SType", frame(0xffff, 0, 0, 0, 10, 9), "SType not supported", rejectReq(9, 10, 1)],
];
for (const [what, message, fault, reject] of UNACCEPTABLE) {
  for (const state of ["NS", "SE"] as const) {
    const given = state === "NS" ? notSelected : selected;
    cell(`3.6 ${state} ${what}: Reject`, PASSIVE, given, rx(message), {
      written: [reject],
      lines: [`fault: ${fault}`],
      state,
      deadline: state === "NS" ? T7 : NEVER,
    });
    const left = state === "SE" ? ["deselected @0"] : [];
    cell(`3.6 ${state} ${what}, no-Reject build: closes`, NO_REJECT, given, rx(message), {
      lines: [`fault: ${fault}`, ...left, `${state} > NC: protocol violation`, "disconnect"],
      state: "NC",
      deadline: NEVER,
    });
  }
}
cell("3.6 NS data, no-Reject build: closes", NO_REJECT, notSelected, rx(data("S1F1 W", 9)), {
  lines: ["fault: entity not selected", "NS > NC: protocol violation", "disconnect"],
  state: "NC",
  deadline: NEVER,
});
cell("3.6 SE data reply not matching, no-Reject build: dropped", NO_REJECT, waiting, rx(data("S1F2", 9)), {
  lines: ["unmatched S1F2 @0 #9: no transaction"],
  state: "SE",
  deadline: T3,
});
cell(
  "3.6 SE Reject.req, no-Reject build: accepted all the same",
  NO_REJECT,
  waiting,
  rx(rejectReq(1, 0, 4)),
  {
    lines: ["rejected #1: byte 2 0, reason 4", "noReply #1: rejected FFFF0004000700000001"],
    state: "SE",
    deadline: NEVER,
  },
);
cell("3.6 SE Select.req, no-Reject build: Select.rsp 1", NO_REJECT, selected, rx(selectReq(9)), {
  written: [selectRsp(9, 1)],
  state: "SE",
  deadline: NEVER,
});
