import { useCallback, useEffect, useRef, useState } from "react";
import type { Input, ProcedureName } from "#src/contract/index.ts";
import type { PlanView } from "#src/contract/transactions.ts";
import type { ErrorView, Result } from "#src/result.ts";
import { useClient } from "./client/client-context.tsx";

/** Blocks after which a shown plan is made anew, so that its figures stay those of now. */
const REFRESH_BLOCKS = 6;
const SETTLE_MS = 300;

/** Procedures that prepare a plan. */
export type PlanProcedure = "registration.prepare" & ProcedureName;

export interface Plan {
  readonly plan: PlanView | null;
  readonly error: ErrorView | null;
  readonly loading: boolean;
  /** Makes it again at once. */
  reload(): void;
  /** Keeps the plan as it is while it is being confirmed. */
  freeze(on: boolean): void;
}

/**
 * A plan that follows what is typed and the chain: made shortly after the last change, and again every few blocks.
 * Plans that are replaced or left are discarded in main. The old plan stays on screen only while its input is the same.
 */
export function usePlan(name: PlanProcedure, input: Input<PlanProcedure> | null, block: number | null): Plan {
  const client = useClient();
  const key = input === null ? null : JSON.stringify(input);
  const [state, setState] = useState<{
    key: string | null;
    plan: PlanView | null;
    error: ErrorView | null;
    atBlock: number | null;
  }>({
    key: null,
    plan: null,
    error: null,
    atBlock: null,
  });
  const blockNow = useRef(block);
  blockNow.current = block;
  const [again, setAgain] = useState(0);
  const [frozen, setFrozen] = useState(false);
  const held = useRef<string | null>(null);
  const isFrozen = useRef(false);
  isFrozen.current = frozen;

  const take = useCallback(
    (result: Result<PlanView>, forKey: string) => {
      if (held.current) void client.call("transactions.discard", { planId: held.current });
      held.current = result.ok ? result.value.planId : null;
      // A refusal ages as a plan does: what was too little then may be enough some blocks later.
      setState(
        result.ok
          ? { key: forKey, plan: result.value, error: null, atBlock: result.value.atBlock }
          : { key: forKey, plan: null, error: result.error, atBlock: blockNow.current },
      );
    },
    [client],
  );

  // `again` is read by being a dependency: it asks for the same input once more.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see the line above
  useEffect(() => {
    if (key === null) return;
    let current = true;
    const timer = setTimeout(() => {
      void client.call(name, JSON.parse(key) as Input<PlanProcedure>).then((result) => {
        if (current && !isFrozen.current) take(result, key);
        else if (result.ok) void client.call("transactions.discard", { planId: result.value.planId });
      });
    }, SETTLE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [client, name, key, again, take]);

  const madeAt = state.atBlock;
  useEffect(() => {
    if (frozen || block === null || madeAt === null) return;
    if (block - madeAt >= REFRESH_BLOCKS) setAgain((count) => count + 1);
  }, [block, madeAt, frozen]);

  useEffect(
    () => () => {
      if (held.current && !isFrozen.current) void client.call("transactions.discard", { planId: held.current });
      held.current = null;
    },
    [client],
  );

  const current = state.key === key;
  return {
    plan: current ? state.plan : null,
    error: current ? state.error : null,
    loading: key !== null && !current,
    reload: useCallback(() => setAgain((count) => count + 1), []),
    freeze: setFrozen,
  };
}
