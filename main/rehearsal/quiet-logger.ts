/** What the fork library logs with, in the bundle: nothing. Its own logger runs a thread. */
interface Quiet {
  readonly level: string;
  child(): Quiet;
  trace(): void;
  debug(): void;
  info(): void;
  warn(): void;
  error(): void;
}

const silent = (): void => undefined;

export const defaultLogger: Quiet = {
  level: "silent",
  child: () => defaultLogger,
  trace: silent,
  debug: silent,
  info: silent,
  warn: silent,
  error: silent,
};

export const pinoLogger = defaultLogger;

export const truncate = (value: unknown): unknown => value;
