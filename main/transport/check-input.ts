import type { z } from "zod";
import type { Procedure } from "#src/contract/define.ts";
import { type ProcedureName, procedures } from "#src/contract/index.ts";
import { fail, ok, type Result } from "#src/result.ts";

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

/** A call that the contract knows, its input with defaults filled in. */
export interface CheckedCall {
  readonly procedure: Procedure;
  readonly input: unknown;
}

/** Holds a call against the contract. Errors: `PROCEDURE_UNKNOWN`, `INPUT_INVALID`. */
export function checkInput(name: string, input: unknown): Result<CheckedCall> {
  const procedure: Procedure | undefined = procedures.get(name as ProcedureName);
  if (!procedure) {
    return fail({
      code: "PROCEDURE_UNKNOWN",
      message: "There is no such procedure.",
      hint: "Use one of the names that `tausmith help` lists.",
    });
  }
  const parsed = procedure.input.safeParse(input ?? {});
  return parsed.success ? ok({ procedure, input: parsed.data }) : inputError(parsed.error);
}
