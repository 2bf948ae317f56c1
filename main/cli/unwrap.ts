import { AppError } from "#src/app-error.ts";
import type { Result } from "#src/result.ts";

/** The value of an answer; a refusal is thrown on as it was told. */
export function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  const { code, message, hint, field, details } = result.error;
  throw new AppError(code, message, {
    hint,
    ...(field === undefined ? {} : { field }),
    ...(details === undefined ? {} : { details }),
  });
}
