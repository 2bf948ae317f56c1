/**
 * The one shape in which an answer crosses a boundary (page, socket, terminal). Nothing throws across it.
 */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: ErrorView };

/** What a person or a script is told about a failure. `code` is stable; `hint` is the next step. */
export interface ErrorView {
  /** `AREA_REASON`, stable across versions. */
  readonly code: string;
  /** What happened and why, one sentence, free of secrets. */
  readonly message: string;
  /** What to do next. */
  readonly hint: string;
  /** The input field at fault, as a path such as `signal.leverage`, where there is one. */
  readonly field?: string;
  /** Further facts for a script or the folded part of an error panel. Never a secret. */
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
}

/** Wraps a value as a success. */
export const ok = <T>(value: T): Result<T> => ({ ok: true, value });

/** Wraps an error as a failure. */
export const fail = (error: ErrorView): Result<never> => ({ ok: false, error });
