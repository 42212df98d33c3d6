// What happened between two messages, in full.
import { capture, hsms } from "../../mod.ts";
import type { HappeningDetail } from "../protocol.ts";
import { problemRow } from "./problems.ts";
import { HAPPENING, type Happening } from "./recording.ts";
import { happeningRow } from "./rows.ts";
import type { Session } from "./session.ts";

export function happeningDetail({ recording, reading }: Session, row: number): HappeningDetail {
  const happening = recording.happenings[row - HAPPENING];
  return {
    row: happeningRow(recording, row, undefined, reading),
    facts: factsOf(happening),
    findings: recording.findings.filter((finding) => problemRow(recording, finding) === row),
    sample: happening.type === "disruption" ? happening.sample.slice() : undefined,
  };
}

type Fact = [name: string, value: string];

function factsOf(happening: Happening): Fact[] {
  const facts: Fact[] = [];
  if (happening.type === "trouble") return [["Place in the file", String(happening.fileOffset)]];
  const { connection } = happening;
  const ends = [connection.client, connection.server];
  if (happening.type === "opened") facts.push(["Client", ends[0]], ["Server", ends[1]]);
  else if ("direction" in happening) {
    facts.push(["From", ends[happening.direction]], ["To", ends[1 - happening.direction]]);
  }
  if ("frame" in happening) facts.push(["Frame", String(happening.frame)]);
  if ("length" in happening) {
    facts.push(["Bytes", capture.size(happening.length)], ["Offset in the stream", String(happening.offset)]);
  }
  if (happening.type === "disruption") facts.push(...ofDisruption(happening));
  if (happening.type === "state") {
    if (happening.session !== 0xffff) facts.push(["Session", String(happening.session)]);
    facts.push(["State", happening.state]);
  }
  return facts;
}

function ofDisruption({ declaredLength, header }: capture.Disruption): Fact[] {
  return [
    ...(declaredLength === undefined ? [] : [["Declared length", String(declaredLength)] satisfies Fact]),
    ...(header === undefined ? [] : [["Header", hsms.describeHeader(header)] satisfies Fact]),
  ];
}
