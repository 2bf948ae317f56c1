/** The part of Electron's `powerMonitor` that is used. */
export interface PowerEvents {
  on(event: "suspend" | "lock-screen" | "resume" | "unlock-screen", listener: () => void): unknown;
}

export interface PowerActions {
  /** Locks every coldkey. */
  readonly lock: () => void;
  /** The machine woke up: connections are stale until they have proved themselves. */
  readonly wake: () => void;
}

/** A machine that sleeps or shows its lock screen has no unlocked coldkey; one that wakes connects anew. */
export function followPower(power: PowerEvents, actions: PowerActions): void {
  power.on("suspend", actions.lock);
  power.on("lock-screen", actions.lock);
  power.on("resume", actions.wake);
}
