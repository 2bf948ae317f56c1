import { fail, type Result } from "#src/result.ts";

/** The answer to a call whose line broke. A signing call may have been carried out, and the hint says so. */
export const lineLost = (name: string): Result<never> =>
  fail({
    code: "CONNECTION_LOST",
    message: "The connection to Tausmith was lost before it answered.",
    hint:
      name === "transactions.submit"
        ? "Look in Activity first: what was recorded there was sent. Try again only if it is not listed."
        : "It reconnects by itself. Try again then.",
  });

/** The answer to a call that the front does not know, which is a mismatch of page and app. */
export const defect = (name: string): Result<never> =>
  fail({
    code: "CONNECTION_MISMATCH",
    message: `This page and the running app do not fit together: "${name}" was not answered.`,
    hint: "Restart Tausmith so that both come from the same version.",
  });
