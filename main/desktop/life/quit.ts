import type { Clock } from "#main/ports/clock.ts";

export interface QuitDeps {
  readonly clock: Clock;
  /** In order. Each is waited for, one that fails stops no other. */
  readonly steps: readonly { readonly name: string; run(): Promise<void> | void }[];
  /** All steps together may take so long; then the program ends as it is. */
  readonly deadlineMs: number;
  readonly log: (step: string, outcome: "done" | "failed" | "late") => void;
  /** Ends the process. */
  readonly end: () => void;
}

/**
 * A quit that runs once, step by step, and ends by the deadline whatever happens. The miners' own stop (ask, wait,
 * interrupt, kill) is one of the steps. Returns the function that starts it; calling it again changes nothing.
 */
export function createQuit(deps: QuitDeps): () => Promise<void> {
  let running: Promise<void> | null = null;
  const run = async (): Promise<void> => {
    const late = Promise.withResolvers<"late">();
    const cancel = deps.clock.after(deps.deadlineMs, () => late.resolve("late"));
    for (const step of deps.steps) {
      const work = Promise.resolve()
        .then(() => step.run())
        .then(
          () => "done" as const,
          () => "failed" as const,
        );
      const outcome = await Promise.race([work, late.promise]);
      deps.log(step.name, outcome);
      if (outcome === "late") break;
    }
    cancel();
    deps.end();
  };
  return () => {
    running ??= run();
    return running;
  };
}
