/**
 * Hands out caller uuids so that one uuid never has two requests in flight: an axon wants growing nonces per
 * `hotkey:uuid`, and requests may overtake each other on the way (facts A1.6). Few uuids are made, since axons
 * remember every one.
 */
export interface Lanes {
  take(): string;
  /** Gives a uuid back after its answer. One whose request may still be under way is not given back. */
  release(uuid: string): void;
}

export function createLanes(newUuid: () => string): Lanes {
  const free: string[] = [];
  return {
    take: () => free.pop() ?? newUuid(),
    release: (uuid) => {
      free.push(uuid);
    },
  };
}
