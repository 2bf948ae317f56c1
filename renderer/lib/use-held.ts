import { useRef } from "react";

/** The value as it comes, or as it last was while `hold` is on: figures stay still while they are being confirmed. */
export function useHeld<T>(value: T, hold: boolean): T {
  const kept = useRef(value);
  if (!hold) kept.current = value;
  return kept.current;
}
