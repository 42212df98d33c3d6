// The worker: holds the capture, does all analysis, and answers what the page asks.
import type { Calls, FromWorker, Status, ToWorker } from "../protocol.ts";
import { Analysis } from "./analysis.ts";

/** The part of the worker's global scope that is used here. */
interface WorkerScope {
  postMessage(message: FromWorker, transfer?: Transferable[]): void;
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
}

export function startWorker(): void {
  const scope = globalThis as unknown as WorkerScope;
  const analysis = new Analysis((status: Status) => scope.postMessage({ type: "status", status }));
  scope.onmessage = ({ data }) => void answer(scope, analysis, data);
}

async function answer(scope: WorkerScope, analysis: Analysis, { id, name, args }: ToWorker): Promise<void> {
  try {
    const method = analysis[name] as (...args: unknown[]) => ReturnType<Calls[typeof name]>;
    scope.postMessage({ type: "answer", id, value: await method.apply(analysis, args) });
  } catch (error) {
    scope.postMessage({
      type: "fault",
      id,
      sentence: error instanceof Error ? error.message : String(error),
    });
  }
}
