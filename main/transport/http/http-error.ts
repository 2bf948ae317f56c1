import { AppError, toErrorView } from "#src/app-error.ts";
import { fail, type Result } from "#src/result.ts";

const STATUS: Readonly<Record<string, number>> = {
  HOST_REFUSED: 403,
  ORIGIN_REFUSED: 403,
  SESSION_MISSING: 401,
  TOKEN_WRONG: 401,
  ADDRESS_USED: 401,
  PROCEDURE_UNKNOWN: 404,
  PATH_UNKNOWN: 404,
  BODY_TOO_LARGE: 413,
  BODY_NOT_JSON: 400,
  BODY_TYPE_WRONG: 415,
  REQUEST_MALFORMED: 400,
  INPUT_INVALID: 400,
  INTERNAL_ERROR: 500,
};

/** The HTTP status that goes with an answer: 200, the code's own, or 422 for an ordinary refusal. */
export const statusOf = (result: Result<unknown>): number => (result.ok ? 200 : (STATUS[result.error.code] ?? 422));

const FASTIFY: Readonly<Record<string, readonly [code: string, message: string, hint: string]>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: ["BODY_TOO_LARGE", "The request's body is over 256 KiB.", "Send less at once."],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [
    "BODY_TYPE_WRONG",
    "The request's body is not declared as JSON.",
    "Send Content-Type: application/json.",
  ],
  FST_ERR_CTP_EMPTY_JSON_BODY: ["BODY_NOT_JSON", "The request's body is empty.", "Send {} where there is no input."],
  FST_ERR_CTP_INVALID_JSON_BODY: ["BODY_NOT_JSON", "The request's body is not JSON.", "Send one JSON object."],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: [
    "REQUEST_MALFORMED",
    "The request's length is wrong.",
    "Send the length that the body has.",
  ],
  FST_ERR_BAD_URL: ["REQUEST_MALFORMED", "The request's path cannot be read.", "Correct the address."],
};

const fastifyCode = (error: unknown): string | undefined =>
  typeof error === "object" && error !== null && "code" in error && typeof error.code === "string"
    ? error.code
    : undefined;

/** Gives every failure of the HTTP layer its name; what is not known stays `INTERNAL_ERROR`. */
export function httpFailure(error: unknown): Result<never> {
  const known = FASTIFY[fastifyCode(error) ?? ""];
  if (known) return fail(toErrorView(new AppError(known[0], known[1], { hint: known[2] })));
  if (error instanceof SyntaxError) return httpFailure({ code: "FST_ERR_CTP_INVALID_JSON_BODY" });
  return fail(toErrorView(error));
}
