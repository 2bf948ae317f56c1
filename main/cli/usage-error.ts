import { AppError } from "#src/app-error.ts";

/** The command line itself is wrong: exit code 2, where a refusal by the app is 1. */
export class UsageError extends AppError {
  constructor(message: string, hint = "See `tausmith help`.", field?: string) {
    super("USAGE_WRONG", message, { hint, ...(field === undefined ? {} : { field }) });
    this.name = "UsageError";
  }
}
