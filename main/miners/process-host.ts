/** A running child as the supervisor sees it, whatever started it. */
export interface ProcessHandle {
  readonly pid: number | undefined;
  /** Sends one structured-clonable message. Does nothing once the child is gone. */
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Whole lines the child wrote to its standard output or error. */
  onOutput(listener: (line: string) => void): void;
  /** Called exactly once, when the child has ended. */
  onExit(listener: (code: number | null, signal: string | null) => void): void;
  /** Asks the operating system to interrupt or kill the child. */
  signal(name: "SIGINT" | "SIGKILL"): void;
}

/** Starts miner processes: `child_process` in the browser host and terminal, `utilityProcess` under Electron. */
export interface ProcessHost {
  start(entry: URL, options: { readonly name: string }): ProcessHandle;
}
