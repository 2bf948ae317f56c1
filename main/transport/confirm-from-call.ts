import type { CallContext } from "#main/handlers/types.ts";
import { AppError } from "#src/app-error.ts";

/**
 * How a signature is confirmed where the front itself has shown the plan (browser page, terminal): the password that
 * came with the call is the confirmation. A plan that needs no password is confirmed by the call.
 * Errors: `CONFIRM_PASSWORD_MISSING`.
 */
export const confirmFromCall: CallContext["confirm"] = async (plan, given) => {
  if (plan.needs === "confirmation") return { approved: true };
  if (given.password) return { approved: true, password: given.password };
  throw new AppError("CONFIRM_PASSWORD_MISSING", "This signature needs the coldkey's password.", {
    hint: "Give the password with the call; nothing was signed.",
    field: "password",
  });
};
