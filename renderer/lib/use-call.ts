import { useCallback, useEffect, useRef, useState } from "react";
import type { Input, Output, ProcedureName } from "#src/contract/index.ts";
import type { ErrorView, Result } from "#src/result.ts";
import { useClient } from "./client/client-context.tsx";

export interface Action<N extends ProcedureName> {
  /** Runs the procedure; an error is also kept in `error` until the next run. */
  run(input: Input<N>): Promise<Result<Output<N>>>;
  readonly busy: boolean;
  readonly error: ErrorView | null;
  clear(): void;
}

/** A procedure that a button starts. */
export function useAction<N extends ProcedureName>(name: N): Action<N> {
  const client = useClient();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ErrorView | null>(null);
  const run = useCallback(
    async (input: Input<N>) => {
      setBusy(true);
      setError(null);
      const result = await client.call(name, input);
      setBusy(false);
      if (!result.ok) setError(result.error);
      return result;
    },
    [client, name],
  );
  return { run, busy, error, clear: useCallback(() => setError(null), []) };
}

export interface Query<T> {
  readonly value: T | null;
  readonly error: ErrorView | null;
  readonly loading: boolean;
  reload(): void;
}

/**
 * A read that a page shows. It runs again when `input` changes in content or `tick` changes; the old value stays
 * on screen meanwhile, unless the input changed. `null` as input asks nothing.
 */
export function useQuery<N extends ProcedureName>(
  name: N,
  input: Input<N> | null,
  tick: unknown = 0,
): Query<Output<N>> {
  const client = useClient();
  const key = input === null ? null : JSON.stringify(input);
  const [again, setAgain] = useState(0);
  const [state, setState] = useState<{ key: string | null; value: Output<N> | null; error: ErrorView | null }>({
    key: null,
    value: null,
    error: null,
  });
  /** Numbers of the newest question and of the newest answer shown. */
  const asked = useRef(0);
  const shown = useRef(0);
  const wanted = useRef(key);

  // `tick` and `again` are read by being dependencies: they ask for the same input once more.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see the line above
  useEffect(() => {
    if (key === null) return;
    asked.current += 1;
    const mine = asked.current;
    void client.call(name, JSON.parse(key) as Input<N>).then((result) => {
      // Blocks may come faster than answers: an answer counts until a newer one is there, or something else is wanted.
      if (mine <= shown.current || wanted.current !== key) return;
      shown.current = mine;
      setState((before) => ({
        key,
        value: result.ok ? result.value : before.key === key ? before.value : null,
        error: result.ok ? null : result.error,
      }));
    });
  }, [client, name, key, tick, again]);

  useEffect(() => {
    wanted.current = key;
    return () => {
      wanted.current = null;
    };
  }, [key]);

  const current = state.key === key;
  return {
    value: current ? state.value : null,
    error: current ? state.error : null,
    loading: key !== null && !current,
    reload: useCallback(() => setAgain((count) => count + 1), []),
  };
}
