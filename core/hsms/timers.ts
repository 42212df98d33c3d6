// The timers of a connection: T3, T6, T7, T8, the linktest interval and the bound on a blocked socket. E37.
// T8 and the linktest interval are not armed at each receipt: they follow from the time of the last one.
import type { Association } from "./association.ts";
import type { ControlTransaction } from "./control.ts";
import type { Cause } from "./news.ts";
import { linktest } from "./requests.ts";

/** The earliest time at which a timer runs out. */
export function deadlineOf(a: Association): number {
  const own = Math.min(a.transactions.deadline, a.T7, writeDeadline(a));
  // While nothing is read, a response or the rest of a message may be there, unseen.
  return a.paused ? own : Math.min(own, a.control.deadline, T8(a), linktestDeadline(a));
}

/** Ends what has run out by now. */
export function expireTimers(a: Association): void {
  const { now } = a;
  for (const transaction of a.transactions.expired(now)) a.fail(transaction, "T3");
  if (a.T7 <= now) return timeout(a, "T7", "T7");
  if (writeDeadline(a) <= now) return timeout(a, "write", "write timeout");
  if (a.paused) return;
  if (T8(a) <= now) return timeout(a, "T8", "T8");
  for (const open of a.control.expired(now)) expireT6(a, open);
  if (linktestDeadline(a) <= now) linktest(a);
}

/** The socket did not take all of the last write: timers of what was in it have not begun after all. */
export function suspendTimers(a: Association): void {
  a.blockedSince = a.now;
  a.transactions.suspend(a.waitingSince);
  a.control.suspend(a.waitingSince);
}

function T8({ framer, lastReceipt, settings }: Association): number {
  return framer !== undefined && framer.midMessage ? lastReceipt + settings.timers.T8 : Infinity;
}

function writeDeadline({ blockedSince, settings }: Association): number {
  return blockedSince + settings.timers.write;
}

/** The next linktest: an interval after the last receipt or linktest, one at a time, only while SELECTED. */
function linktestDeadline(a: Association): number {
  const interval = a.settings.timers.linktest;
  if (interval === Infinity || a.selected.size === 0 || a.blockedSince !== Infinity) return Infinity;
  return a.control.find("Linktest.req") ? Infinity : Math.max(a.lastReceipt, a.lastLinktest) + interval;
}

/** T6 is a communication failure, except for linktests while fewer than the limit were lost in a row. */
function expireT6(a: Association, open: ControlTransaction): void {
  a.endControl(open, "T6");
  const forgiven = open.request === "Linktest.req" && ++a.linktestsLost < a.settings.linktestFailures;
  if (forgiven) a.tell({ type: "timeout", timer: "T6" });
  else timeout(a, "T6", "T6");
}

function timeout(a: Association, timer: "T6" | "T7" | "T8" | "write", cause: Cause): void {
  a.tell({ type: "timeout", timer });
  a.close(cause);
}
