import type { Logger } from "pino";
import type { AllHandlers, CallContext } from "#main/handlers/types.ts";
import { toErrorView } from "#src/app-error.ts";
import { fail, ok, type Result } from "#src/result.ts";
import { checkInput } from "./check-input.ts";

/** Calls one procedure with whatever a front received. Never throws. */
export type Dispatch = (name: string, input: unknown, context: CallContext) => Promise<Result<unknown>>;

/**
 * The one way into the app: name check, input check, handler, output check.
 * Errors: `PROCEDURE_UNKNOWN`, `INPUT_INVALID`, whatever the service names, `INTERNAL_ERROR`.
 */
export function createDispatch(handlers: AllHandlers, log: Logger): Dispatch {
  return async (name, input, context) => {
    const call = checkInput(name, input);
    if (!call.ok) return call;
    const [area, verb] = name.split(".") as [keyof AllHandlers, string];
    const handler = (handlers[area] as Record<string, (input: unknown, context: CallContext) => unknown>)[verb];
    try {
      const value = await handler?.(call.value.input, context);
      return ok(call.value.procedure.output.parse(value));
    } catch (error) {
      const view = toErrorView(error);
      if (view.code === "INTERNAL_ERROR") log.error({ err: error, procedure: name }, "a procedure failed unexpectedly");
      return fail(view);
    }
  };
}
