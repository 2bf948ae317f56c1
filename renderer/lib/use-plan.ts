import { useCallback, useEffect, useRef, useState } from "react";
import type { Input, ProcedureName } from "#src/contract/index.ts";
import type { PlanView } from "#src/contract/transactions.ts";
import type { ErrorView, Result } from "#src/result.ts";
import { useClient } from "./client/client-context.tsx";

/** Typing asks only when it pauses this long. */
const SETTLE_MS = 300;

/** Procedures that prepare a plan. */
export type PlanProcedure = ("registration.prepare" | "registration.prepareMany") & ProcedureName;

export interface Plan {
  readonly plan: PlanView | null;
  readonly error: ErrorView | null;
  readonly loading: boolean;
  /** Makes it again at once. */
  reload(): void;
  /** Keeps the plan as it is while it is being confirmed. */
  freeze(on: boolean): void;
}

interface Shown {
  readonly key: string | null;
  readonly plan: PlanView | null;
  readonly error: ErrorView | null;
}

/**
 * A plan that follows what is typed and the chain: made shortly after the last change, and again with every block, one question
 * at a time however fast blocks come. A refusal ages as a plan does: what was too little then may be enough now. Plans that are
 * replaced or left are discarded in main. The old plan stays on screen only while its input is the same.
 */
export function usePlan<N extends PlanProcedure>(name: N, input: Input<N> | null, block: number | null): Plan {
  const client = useClient();
  const key = input === null ? null : JSON.stringify(input);
  const [shown, setShown] = useState<Shown>({ key: null, plan: null, error: null });
  const [again, setAgain] = useState(0);
  const [frozen, setFrozen] = useState(false);
  const held = useRef<string | null>(null);
  const now = useRef({ key, block, frozen });
  now.current = { key, block, frozen };
  /** What the newest question was about, and in which block it was put. */
  const asked = useRef<{ key: string | null; block: number | null; open: boolean }>({
    key: null,
    block: null,
    open: false,
  });

  const ask = useCallback(
    (forKey: string) => {
      const mine = { key: forKey, block: now.current.block, open: true };
      asked.current = mine;
      const answer = client.call(name, JSON.parse(forKey) as Input<N>) as Promise<Result<PlanView>>;
      void answer.then((result) => {
        mine.open = false;
        if (now.current.key !== forKey || now.current.frozen || asked.current !== mine) {
          if (result.ok) void client.call("transactions.discard", { planId: result.value.planId });
          return;
        }
        if (held.current) void client.call("transactions.discard", { planId: held.current });
        held.current = result.ok ? result.value.planId : null;
        setShown(
          result.ok
            ? { key: forKey, plan: result.value, error: null }
            : { key: forKey, plan: null, error: result.error },
        );
      });
    },
    [client, name],
  );

  // `again` is read by being a dependency: it asks for the same input once more.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see the line above
  useEffect(() => {
    if (key === null) return;
    const timer = setTimeout(() => ask(key), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [key, again, ask]);

  // `shown` is a dependency, so that a block that came while an answer was under way is not passed over.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see the line above
  useEffect(() => {
    const last = asked.current;
    if (frozen || key === null || block === null || last.key !== key || last.open || last.block === block) return;
    ask(key);
  }, [block, key, frozen, shown, ask]);

  useEffect(
    () => () => {
      // What is being confirmed stays known to main; an answer under way is discarded when it comes.
      if (held.current && !now.current.frozen) void client.call("transactions.discard", { planId: held.current });
      held.current = null;
      now.current = { ...now.current, key: null };
    },
    [client],
  );

  const current = shown.key === key;
  return {
    plan: current ? shown.plan : null,
    error: current ? shown.error : null,
    loading: key !== null && !current,
    reload: useCallback(() => setAgain((count) => count + 1), []),
    freeze: setFrozen,
  };
}
