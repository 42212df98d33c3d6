// E37's table, cell by cell: data messages received, and the order in which messages of one segment count.
import { data, rejectReq, selectReq, selectRsp, separateReq } from "./hsms_frames.ts";
import {
  cell,
  EVENT,
  GENERIC_ACTIVE,
  GENERIC_PASSIVE,
  NEVER,
  notSelected,
  rx,
  T3,
  T7,
  waiting,
} from "./hsms_rig.ts";

const ACTIVE = GENERIC_ACTIVE, PASSIVE = GENERIC_PASSIVE;

// ── Data ───────────────────────────────────────────────────────────────────────────────────────────────────────────

for (const [what, sys] of [["S1F13 W", 9], ["S6F11", 9], ["S1F2", 1], ["S9F5", 9], ["S1F0", 1]] as const) {
  cell(`3.5 rx data ${what} in NS: Reject 4`, PASSIVE, notSelected, rx(data(what, sys, 5)), {
    written: [rejectReq(sys, 0, 4, 5)],
    lines: ["fault: entity not selected"],
    state: "NS",
    deadline: T7,
  });
}
cell("3.5 rx data primary in SE: delivered", PASSIVE, waiting, rx(data("S1F13 W", 1, 5)), {
  lines: ["message S1F13 W @5 #1"],
  state: "SE",
  deadline: T3,
});
cell("3.5 rx data reply, matching, in SE: T3 stops, complete", PASSIVE, waiting, rx(data("S1F2", 1)), {
  lines: ["reply S1F2 @0 #1"],
  state: "SE",
  deadline: NEVER,
});
cell("3.5 rx data reply, no match, in SE: dropped, diagnostic", PASSIVE, waiting, rx(data("S1F2", 9)), {
  lines: ["unmatched S1F2 @0 #9: no transaction"],
  state: "SE",
  deadline: T3,
});
cell(
  "3.5 rx data reply, no match, in SE, by option: Reject 3",
  { ...PASSIVE, rejectUnsolicitedReplies: true },
  waiting,
  rx(data("S1F2", 9, 5)),
  {
    written: [rejectReq(9, 0, 3, 5)],
    lines: ["unmatched S1F2 @5 #9: no transaction"],
    state: "SE",
    deadline: T3,
  },
);
for (
  const [what, why] of [["S2F2", "stream"], ["S1F4", "function"], ["S9F0", "stream of an abort"]] as const
) {
  cell(
    `3.7 rx data reply of another ${why} in SE: fails the transaction, no Reject`,
    { ...PASSIVE, rejectUnsolicitedReplies: true },
    waiting,
    rx(data(what, 1)),
    {
      lines: [
        `noReply #1: mismatch ${
          what === "S2F2"
            ? "00000202000000000001"
            : what === "S1F4"
            ? "00000104000000000001"
            : "00000900000000000001"
        }`,
        `unmatched ${what} @0 #1: stream/function`,
      ],
      state: "SE",
      deadline: NEVER,
    },
  );
}
cell("3.5 rx abort SxF0, matching, in SE: T3 stops, aborted", PASSIVE, waiting, rx(data("S1F0", 1)), {
  lines: ["noReply #1: aborted 00000100000000000001"],
  state: "SE",
  deadline: NEVER,
});

// ── Order ──────────────────────────────────────────────────────────────────────────────────────────────────────────

cell(
  "3.4 responder: Select.req and S1F13 in one segment: S1F13 is delivered",
  PASSIVE,
  notSelected,
  rx(selectReq(9), data("S1F13 W", 10)),
  {
    written: [selectRsp(9, 0)],
    lines: ["NS > SE: Select.req received", "selected @0", "message S1F13 W @0 #10"],
    state: "SE",
    deadline: NEVER,
  },
);
cell(
  "3.4 initiator: Select.rsp and S1F1 in one segment: S1F1 is delivered",
  ACTIVE,
  notSelected,
  rx(selectRsp(1, 0), data("S1F1 W", 1)),
  {
    lines: [
      "NS > SE: Select.rsp received",
      "selected @0",
      "Select.req #1 answered 0",
      "message S1F1 W @0 #1",
    ],
    state: "SE",
    deadline: NEVER,
  },
);
cell(
  "3.4 data before Select.req and Separate.req before data, in one segment: each in its own state",
  PASSIVE,
  notSelected,
  rx(data("S1F1 W", 8), selectReq(9), separateReq(10), data("S1F1 W", 11)),
  {
    written: [rejectReq(8, 0, 4, 0), selectRsp(9, 0), rejectReq(11, 0, 4, 0)],
    lines: [
      "fault: entity not selected",
      "NS > SE: Select.req received",
      "selected @0",
      "deselected @0",
      "SE > NS: Separate.req received",
      "fault: entity not selected",
    ],
    state: "NS",
    deadline: EVENT + T7,
  },
);
cell(
  "3.4 data sent on hearing `selected` is written behind Select.rsp",
  PASSIVE,
  (rig) => {
    rig.onOutput = (output) =>
      void (output.type === "selected" && rig.entity.send({ stream: 1, function: 13 }, rig.now));
    rig.notSelected();
  },
  rx(selectReq(9)),
  {
    written: [selectRsp(9, 0), data("S1F13", 1)],
    lines: ["NS > SE: Select.req received", "selected @0"],
    state: "SE",
    deadline: NEVER,
  },
);
