import { Worker } from "node:worker_threads";
import { AppError } from "#src/app-error.ts";
import type { ErrorView } from "#src/result.ts";
import type { FromWorker, Serving, ToWorker, WorkerAnswer, WorkerStart } from "./worker-messages.ts";

type Request = Exclude<ToWorker, { type: "start" | "stop" }>;
/** A request without its id. */
export type Ask = Request extends infer R ? (R extends { id: number } ? Omit<R, "id"> : never) : never;

/** The node's worker thread, seen from the main thread. */
export interface WorkerLink {
  /** What it serves; rejects where it cannot start. */
  readonly serving: Promise<Serving>;
  ask(request: Ask): Promise<WorkerAnswer>;
  /** Ends it in order, then for good. */
  stop(): Promise<void>;
}

export interface WorkerLinkOptions {
  readonly entry: URL;
  readonly start: WorkerStart;
  readonly onHead: (block: number, specVersion: number) => void;
  readonly onDefect: (where: string, text: string) => void;
  /** It ended although nobody asked it to. */
  readonly onLost: () => void;
}

const toAppError = ({ code, message, hint, field, details }: ErrorView): AppError =>
  new AppError(code, message, { hint, ...(field === undefined ? {} : { field }), ...(details ? { details } : {}) });

const lost = (): AppError =>
  new AppError("PRACTICE_NOT_RUNNING", "The practice network has stopped.", {
    hint: "Start it again, or see the log.",
  });

/** Starts the worker. */
export function startWorker(options: WorkerLinkOptions): WorkerLink {
  const worker = new Worker(options.entry, { execArgv: [], name: "practice" });
  const waiting = new Map<number, PromiseWithResolvers<WorkerAnswer>>();
  const serving = Promise.withResolvers<Serving>();
  const ended = Promise.withResolvers<void>();
  let ids = 0;
  let stopping = false;

  const onMessage = (message: FromWorker): void => {
    if (message.type === "serving") serving.resolve(message);
    else if (message.type === "failed") serving.reject(toAppError(message.error));
    else if (message.type === "head") options.onHead(message.block, message.specVersion);
    else if (message.type === "defect") options.onDefect(message.where, message.text);
    else if (message.type === "done") {
      waiting.get(message.id)?.resolve(message.value);
      waiting.delete(message.id);
    } else if (message.type === "refused") {
      waiting.get(message.id)?.reject(toAppError(message.error));
      waiting.delete(message.id);
    }
  };

  worker.on("message", onMessage);
  worker.on("error", (error) =>
    options.onDefect("worker", error instanceof Error ? (error.stack ?? error.message) : String(error)),
  );
  worker.on("exit", () => {
    serving.reject(lost());
    for (const request of waiting.values()) request.reject(lost());
    waiting.clear();
    ended.resolve();
    if (!stopping) options.onLost();
  });
  // Whoever asks for it gets the rejection; nobody asking is no defect.
  serving.promise.catch(() => {});
  worker.postMessage(options.start);

  return {
    serving: serving.promise,
    ask(request) {
      const id = ids++;
      const own = Promise.withResolvers<WorkerAnswer>();
      waiting.set(id, own);
      worker.postMessage({ ...request, id } as ToWorker);
      return own.promise;
    },
    async stop() {
      stopping = true;
      worker.postMessage({ type: "stop" } satisfies ToWorker);
      await ended.promise;
    },
  };
}
