import { openJsonRpc, RpcError } from "#main/chain/json-rpc.ts";
import type { Clock } from "#main/ports/clock.ts";
import { AppError } from "#src/app-error.ts";
import { isThrottled, nodeRefusal, throttled } from "./copy-errors.ts";
import type { CopyLimits } from "./process-messages.ts";
import { nodeLost } from "./refusals.ts";

/** What the copy asks its node through. */
export interface NodeProvider {
  /** Never rejects: a question that cannot be answered ends the whole copy by `fatal`. */
  send<T = unknown>(method: string, params: readonly unknown[]): Promise<T>;
  requests(): number;
}

/**
 * One connection to the node, for one block. What was read is kept, since that block does not change. The runtime that
 * waits for an answer cannot take an error, so errors go to `fatal`, and the question stays open.
 * Errors of opening: `NETWORK_OFFLINE`.
 */
export async function openNodeProvider(deps: {
  readonly url: string;
  readonly clock: Clock;
  readonly limits: Pick<CopyLimits, "requestTimeoutMs" | "backOffMs">;
  readonly tell: (step: string) => void;
  readonly fatal: (error: AppError) => void;
}): Promise<NodeProvider> {
  const { url, clock, limits, tell, fatal } = deps;
  const rpc = await openJsonRpc({ url, clock, timeoutMs: limits.requestTimeoutMs });
  rpc.onClose((reason) => fatal(nodeLost(reason)));
  const known = new Map<string, unknown>();
  let requests = 0;
  const wait = (ms: number) => new Promise<void>((resolve) => void clock.after(ms, resolve));

  async function ask(method: string, params: readonly unknown[]): Promise<unknown> {
    for (const backOffMs of [...limits.backOffMs, null]) {
      requests += 1;
      try {
        return await rpc.send(method, params);
      } catch (error) {
        if (!isThrottled(error)) throw error;
        if (backOffMs === null) break;
        tell(`The node asks to slow down; going on in ${backOffMs / 1_000} s.`);
        await wait(backOffMs);
      }
    }
    throw throttled(requests);
  }

  return {
    requests: () => requests,
    async send<T>(method: string, params: readonly unknown[]): Promise<T> {
      const key = method === "state_getStorage" ? String(params[0]) : null;
      if (key !== null && known.has(key)) return known.get(key) as T;
      try {
        const answer = await ask(method, params);
        if (key !== null) known.set(key, answer);
        return answer as T;
      } catch (error) {
        if (error instanceof RpcError) fatal(nodeRefusal(method, error));
        else fatal(error instanceof AppError ? error : nodeLost("its answer could not be read"));
        return new Promise<T>(() => undefined);
      }
    },
  };
}
