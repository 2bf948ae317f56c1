import type { Logger } from "pino";
import type { z } from "zod";
import type { AllHandlers, CallContext } from "#main/handlers/types.ts";
import { toErrorView } from "#src/app-error.ts";
import type { Procedure } from "#src/contract/define.ts";
import { type ProcedureName, procedures } from "#src/contract/index.ts";
import { fail, ok, type Result } from "#src/result.ts";

/** Calls one procedure with whatever a front received. Never throws. */
export type Dispatch = (name: string, input: unknown, context: CallContext) => Promise<Result<unknown>>;

/** The first thing wrong with an input, told with the field's path and without echoing the value. */
function inputError(error: z.ZodError): Result<never> {
  const issue = error.issues[0];
  const unknownKeys = issue?.code === "unrecognized_keys" ? issue.keys : [];
  const path = [...(issue?.path ?? []), ...unknownKeys.slice(0, 1)].map(String).join(".");
  return fail({
    code: "INPUT_INVALID",
    message: path
      ? `The field "${path}" cannot be used: ${issue?.message ?? "wrong value"}.`
      : `The input cannot be used: ${issue?.message ?? "wrong value"}.`,
    hint: "Correct the field and try again.",
    ...(path ? { field: path } : {}),
  });
}

/**
 * The one way into the app: name check, input check, handler, output check.
 * Errors: `PROCEDURE_UNKNOWN`, `INPUT_INVALID`, whatever the service names, `INTERNAL_ERROR`.
 */
export function createDispatch(handlers: AllHandlers, log: Logger): Dispatch {
  return async (name, input, context) => {
    const procedure: Procedure | undefined = procedures.get(name as ProcedureName);
    if (!procedure) {
      return fail({
        code: "PROCEDURE_UNKNOWN",
        message: "There is no such procedure.",
        hint: "Use one of the names that `tausmith help` lists.",
      });
    }
    const parsed = procedure.input.safeParse(input ?? {});
    if (!parsed.success) return inputError(parsed.error);
    const [area, verb] = name.split(".") as [keyof AllHandlers, string];
    const handler = (handlers[area] as Record<string, (input: unknown, context: CallContext) => unknown>)[verb];
    try {
      const value = await handler?.(parsed.data, context);
      return ok(procedure.output.parse(value));
    } catch (error) {
      const view = toErrorView(error);
      if (view.code === "INTERNAL_ERROR") log.error({ err: error, procedure: name }, "a procedure failed unexpectedly");
      return fail(view);
    }
  };
}
