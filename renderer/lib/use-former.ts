import { useRef } from "react";

/**
 * Tells what a figure was before the newest block: `undefined` where it is the same, or was not shown then. A card that shows other
 * figures altogether (another amount) is mounted anew and has no past.
 */
export function useFormer(block: number): (name: string, value: string) => string | undefined {
  const now = useRef({ block, values: new Map<string, string>() });
  const before = useRef<ReadonlyMap<string, string>>(new Map());
  if (now.current.block !== block) {
    before.current = now.current.values;
    now.current = { block, values: new Map() };
  }
  return (name, value) => {
    now.current.values.set(name, value);
    const former = before.current.get(name);
    return former === value ? undefined : former;
  };
}
