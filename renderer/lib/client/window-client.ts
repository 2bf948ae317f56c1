import type { StreamListener, TausmithAreas } from "#src/contract/client.ts";
import type { Input, Output, ProcedureName, StreamName } from "#src/contract/index.ts";
import type { Result } from "#src/result.ts";
import type { PageClient } from "./connection.ts";
import { defect } from "./connection-errors.ts";

type Functions = Record<string, Record<string, ((argument: unknown) => unknown) | undefined> | undefined>;

function split(name: string): readonly [string, string] {
  const dot = name.indexOf(".");
  return [name.slice(0, dot), name.slice(dot + 1)];
}

/** The client inside the desktop window: the named functions that the preload put on `window.tausmith`. */
export function createWindowClient(areas: TausmithAreas, nowMs: () => number): PageClient {
  const functions = areas as unknown as Functions;
  const view = { state: "open", sinceMs: nowMs(), nextTryAtMs: null } as const;

  return {
    async call<N extends ProcedureName>(name: N, input: Input<N>) {
      const [area, verb] = split(name);
      try {
        const answer = await functions[area]?.[verb]?.(input);
        return (answer ?? defect(name)) as Result<Output<N>>;
      } catch {
        return defect(name);
      }
    },
    on<N extends StreamName>(stream: N, listener: StreamListener<N>) {
      const [area, event] = split(stream);
      const subscribe = functions[area]?.[`on${event.charAt(0).toUpperCase()}${event.slice(1)}`];
      return (subscribe?.(listener) as (() => void) | undefined) ?? (() => undefined);
    },
    connection: () => view,
    onConnection: () => () => undefined,
    reconnect: () => undefined,
  };
}
