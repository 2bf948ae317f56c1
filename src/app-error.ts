import type { ErrorView } from "./result.ts";

export interface AppErrorOptions {
  /** The next step for the person. */
  readonly hint: string;
  /** The input field at fault. */
  readonly field?: string;
  /** Further facts, never a secret. */
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
  /** The failure underneath; it stays in the process and is never shown. */
  readonly cause?: unknown;
}

/**
 * A failure that has a name. Services throw it; the dispatcher turns it into `{ok: false, error}`.
 * Anything else that is thrown is a defect and reaches the caller only as `INTERNAL_ERROR`.
 */
export class AppError extends Error {
  readonly code: string;
  readonly hint: string;
  readonly field: string | undefined;
  readonly details: Readonly<Record<string, string | number | boolean | null>> | undefined;

  constructor(code: string, message: string, options: AppErrorOptions) {
    super(message, { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.hint = options.hint;
    this.field = options.field;
    this.details = options.details;
  }
}

/** The part of an error that may be shown. Unknown errors lose their text, since it may hold anything. */
export function toErrorView(error: unknown): ErrorView {
  if (error instanceof AppError) {
    return {
      code: error.code,
      message: error.message,
      hint: error.hint,
      ...(error.field === undefined ? {} : { field: error.field }),
      ...(error.details === undefined ? {} : { details: error.details }),
    };
  }
  return {
    code: "INTERNAL_ERROR",
    message: "Something went wrong inside Tausmith.",
    hint: "Try again. If it happens again, save the log from Settings and report it.",
  };
}
