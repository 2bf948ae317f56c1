import { AppError } from "#src/app-error.ts";
import type { Result } from "#src/result.ts";

/** The value of an answer; a refusal is thrown as it was told. */
export async function mustAnswer<T>(answer: Promise<Result<T>>): Promise<T> {
  const result = await answer;
  if (result.ok) return result.value;
  const { code, message, hint, field } = result.error;
  throw new AppError(code, message, { hint, ...(field === undefined ? {} : { field }) });
}

/** Stops the demo where something that must hold does not. Error: `DEMO_UNTRUE`. */
export function mustHold(holds: boolean, claim: string): asserts holds {
  if (holds) return;
  throw new AppError("DEMO_UNTRUE", `This did not hold: ${claim}.`, {
    hint: "Run `npm test`; if it passes, report this line.",
  });
}
