// E37's table, cell by cell: what the application asks for, in each state.
import type { EntityOptions } from "../core/hsms/mod.ts";
import { data, deselectReq, hex, linktestReq, rejectReq, selectReq, separateReq } from "./hsms_frames.ts";
import {
  cell,
  EVENT,
  GENERIC_ACTIVE,
  GENERIC_PASSIVE,
  local,
  lost,
  NEVER,
  notSelected,
  notSelectedError,
  primary,
  refused,
  type Rig,
  selected,
  steps,
  T3,
  T6,
  T7,
  waiting,
} from "./hsms_rig.ts";

const ACTIVE = GENERIC_ACTIVE, PASSIVE = GENERIC_PASSIVE;
/** An active side that is told when to select. */
const MANUAL: EntityOptions = { ...ACTIVE, autoSelect: false };
const started = (rig: Rig) => rig.start();
const separated = (rig: Rig) => rig.start().connected().lost();
const stop = local((e, now) => e.stop(now));

const open = refused("start: already started", (e, now) => e.start(now));
cell("3.5 local open in NC, started: already open", PASSIVE, started, open, { state: "NC", deadline: NEVER });
cell("3.5 local open in NS: already open", PASSIVE, notSelected, open, { state: "NS", deadline: T7 });
cell("3.5 local open in SE: already open", PASSIVE, selected, open, { state: "SE", deadline: NEVER });

cell("3.5 local close in NC, listening: stops listening", PASSIVE, started, stop, {
  lines: ["disconnect"],
  state: "NC",
  deadline: NEVER,
});
cell("3.5 local close in NC, connecting: stops connecting, for good", ACTIVE, started, steps(stop, lost), {
  lines: ["disconnect", "stopped"],
  state: "NC",
  deadline: NEVER,
});
cell("3.5 local close in NC, T5 running: stops T5", ACTIVE, separated, stop, {
  lines: ["stopped"],
  state: "NC",
  deadline: NEVER,
});
cell("3.5 local close in NS: closes without Separate", ACTIVE, notSelected, stop, {
  lines: ["Select.req #1 disconnected", "NS > NC: stopped", "disconnect"],
  state: "NC",
  deadline: NEVER,
});
cell("3.5 local close in SE: Separate.req, to NS, then closes", PASSIVE, waiting, stop, {
  written: [separateReq(2)],
  lines: [
    "noReply #1: deselected",
    "deselected @0",
    "SE > NS: Separate.req sent",
    "NS > NC: stopped",
    "disconnect",
  ],
  state: "NC",
  deadline: NEVER,
});

const select = local((e, now) => e.select(now));
cell(
  "3.5 local select in NC: fails",
  ACTIVE,
  started,
  refused("select: not connected", (e, now) => e.select(now)),
  {
    state: "NC",
    deadline: NEVER,
  },
);
cell("3.5 local select in NS: Select.req, T6", MANUAL, notSelected, select, {
  written: [selectReq(1)],
  state: "NS",
  deadline: EVENT + T6,
});
cell("3.5 local select in NS, passive: either side may", PASSIVE, notSelected, select, {
  written: [selectReq(1)],
  state: "NS",
  deadline: EVENT + T6,
});
cell(
  "3.5 local select in SE: fails",
  PASSIVE,
  selected,
  refused("select: already selected", (e, now) => e.select(now)),
  { state: "SE", deadline: NEVER },
);

const deselect = refused("deselect", (e, now) => e.deselect(now));
cell("3.5 local deselect in NC: fails", PASSIVE, started, deselect, { state: "NC", deadline: NEVER });
cell("3.5 local deselect in NS: fails", PASSIVE, notSelected, deselect, { state: "NS", deadline: T7 });
cell("3.5 local deselect in SE: Deselect.req, T6", PASSIVE, selected, local((e, now) => e.deselect(now)), {
  written: [deselectReq(1)],
  state: "SE",
  deadline: EVENT + T6,
});

const separate = refused("separate", (e, now) => e.separate(now));
cell("3.5 local separate in NC: fails", PASSIVE, started, separate, { state: "NC", deadline: NEVER });
cell("3.5 local separate in NS: fails", PASSIVE, notSelected, separate, { state: "NS", deadline: T7 });
cell("3.5 local separate in SE: Separate.req, to NS", PASSIVE, waiting, local((e, now) => e.separate(now)), {
  written: [separateReq(2)],
  lines: ["noReply #1: deselected", "deselected @0", "SE > NS: Separate.req sent"],
  state: "NS",
  deadline: EVENT + T7,
});

const linktest = local((e, now) => e.linktest(now));
cell(
  "3.5 local linktest in NC: fails",
  PASSIVE,
  started,
  refused("send Linktest.req: not connected", (e, now) => e.linktest(now)),
  { state: "NC", deadline: NEVER },
);
cell("3.5 local linktest in NS: Linktest.req, T6", PASSIVE, notSelected, linktest, {
  written: [linktestReq(1)],
  state: "NS",
  deadline: EVENT + T6,
});
cell("3.5 local linktest in SE: Linktest.req, T6", PASSIVE, selected, linktest, {
  written: [linktestReq(1)],
  state: "SE",
  deadline: EVENT + T6,
});

const sendRefused = notSelectedError("send S1F1", (e, now) => e.send(primary("S1F1 W"), now));
cell("3.5 local data primary in NC: fails", PASSIVE, started, sendRefused, { state: "NC", deadline: NEVER });
cell("3.5 local data primary in NS: fails", PASSIVE, notSelected, sendRefused, { state: "NS", deadline: T7 });
cell("3.5 local data primary in SE, W=1: sent, T3", PASSIVE, selected, (rig) => rig.send("S1F1 W"), {
  written: [data("S1F1 W", 1)],
  state: "SE",
  deadline: EVENT + T3,
});
cell(
  "3.5 local data primary in SE, W=0: sent, no transaction",
  PASSIVE,
  selected,
  (rig) => rig.send("S1F1"),
  {
    written: [data("S1F1", 1)],
    state: "SE",
    deadline: NEVER,
  },
);

const S1F3 = {
  session: 7,
  stream: 1,
  function: 3,
  replyExpected: true,
  systemBytes: 0xfedcba98,
  text: new Uint8Array(0),
};
const replyRefused = notSelectedError("reply S1F4", (e, now) => e.reply(S1F3, undefined, now));
cell("3.5 local data reply in NC: refused", PASSIVE, started, replyRefused, { state: "NC", deadline: NEVER });
cell("3.5 local data reply in NS: refused", PASSIVE, notSelected, replyRefused, {
  state: "NS",
  deadline: T7,
});
cell(
  "3.5 local data reply in SE: sent with session and system bytes of the primary",
  PASSIVE,
  selected,
  local((e, now) => e.reply(S1F3, hex("0100"), now)),
  { written: [data("S1F4", 0xfedcba98, 7, hex("0100"))], state: "SE", deadline: NEVER },
);

const UNWANTED = { session: 7, byte2: 0x81, byte3: 1, pType: 0, sType: 0, systemBytes: 9 };
const reject = local((e, now) => e.reject(UNWANTED, 200, now));
const rejectNC = refused("reject: not connected", (e, now) => e.reject(UNWANTED, 200, now));
cell("3.3 local reject in NC: fails", PASSIVE, started, rejectNC, { state: "NC", deadline: NEVER });
cell("3.3 local reject in NS: Reject.req, the state stays", PASSIVE, notSelected, reject, {
  written: [rejectReq(9, 0, 200, 7)],
  state: "NS",
  deadline: T7,
});
cell("3.3 local reject in SE: Reject.req, the state stays", PASSIVE, selected, reject, {
  written: [rejectReq(9, 0, 200, 7)],
  state: "SE",
  deadline: NEVER,
});
