import type { Node } from "../../chain/node.ts";
import { toHex } from "../../scale/primitives.ts";
import { bytesParam } from "../params.ts";
import { authorError } from "../rpc-error.ts";
import type { Method, Methods } from "./method.ts";
import { unsubscribe } from "./method.ts";

/** Taking extrinsics in, and telling what became of them. */
export function authorMethods(node: Node): Methods {
  const guarded = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw authorError(error) ?? error;
    }
  };

  const submitAndWatch: Method = ([bytes], session) =>
    guarded(() => {
      const extrinsic = node.decode(bytesParam(bytes, "the extrinsic"));
      return session.subscribe("author_extrinsicUpdate", (push, end) => {
        const watcher = (status: Parameters<NonNullable<Parameters<typeof node.pool.add>[1]>>[0]): void => {
          push(status);
          const last =
            status === "invalid" || status === "dropped" || (typeof status === "object" && "finalized" in status);
          if (last) end();
        };
        node.pool.add(extrinsic, watcher);
        return () => node.pool.unwatch(watcher);
      });
    });

  return {
    author_submitExtrinsic: ([bytes]) =>
      guarded(() => {
        const extrinsic = node.decode(bytesParam(bytes, "the extrinsic"));
        node.pool.add(extrinsic);
        return extrinsic.hash;
      }),
    author_submitAndWatchExtrinsic: submitAndWatch,
    author_unwatchExtrinsic: unsubscribe,
    author_pendingExtrinsics: () => node.pool.pending().map(({ bytes }) => toHex(bytes)),
  };
}
