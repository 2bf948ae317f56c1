import type { Logger } from "pino";

/** Those who want to be told, in the order they came. */
export interface Listeners<T> {
  add(listener: (value: T) => void): () => void;
  tell(value: T): void;
}

/** A listener that fails is logged and harms no other. */
export function createListeners<T>(log: Logger): Listeners<T> {
  const all = new Set<(value: T) => void>();
  return {
    add(listener) {
      all.add(listener);
      return () => void all.delete(listener);
    },
    tell(value) {
      for (const listener of [...all]) {
        try {
          listener(value);
        } catch (err) {
          log.error({ err }, "a listener of the chain failed");
        }
      }
    },
  };
}
