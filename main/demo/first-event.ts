import type { Clock } from "#main/ports/clock.ts";
import { AppError } from "#src/app-error.ts";
import type { TausmithClient } from "#src/contract/client.ts";
import type { Payload, StreamName } from "#src/contract/index.ts";

/** What is waited for, on which stream, and for how long at most. */
export interface Awaited<N extends StreamName, T> {
  readonly stream: N;
  /** What the snapshot shows of the thing waited for; undefined while it does not show it. */
  readonly pick: (payload: Payload<N>) => T | undefined;
  readonly what: string;
  readonly timeoutMs: number;
}

/** The first thing that a stream's snapshots show, beginning with the newest known one. Error: `DEMO_TOO_SLOW`. */
export function firstEvent<N extends StreamName, T>(
  client: TausmithClient,
  clock: Clock,
  { stream, pick, what, timeoutMs }: Awaited<N, T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    let over = false;
    let unsubscribe = (): void => undefined;
    const end = (): void => {
      over = true;
      cancel();
      unsubscribe();
    };
    const cancel = clock.after(timeoutMs, () => {
      end();
      const seconds = Math.round(timeoutMs / 1_000);
      reject(
        new AppError("DEMO_TOO_SLOW", `After ${seconds} s there was still nothing to see of this: ${what}.`, {
          hint: "Run it again on a machine that is less busy.",
        }),
      );
    });
    unsubscribe = client.on(stream, (payload) => {
      if (over) return;
      const found = pick(payload);
      if (found === undefined) return;
      end();
      resolve(found);
    });
    if (over) unsubscribe();
  });
}
