import { z } from "zod";
import type { Decision } from "#main/handlers/types.ts";

const answer = z.union([
  z.strictObject({ confirmed: z.literal(false) }),
  z.strictObject({ confirmed: z.literal(true), password: z.string().max(1_024) }),
]);

/**
 * What came from the confirmation window, as a decision. Anything that is not exactly an agreement is a refusal, and so
 * is an agreement without the password that the plan needs.
 */
export function readAnswer(given: unknown, needs: "password" | "confirmation"): Decision {
  const parsed = answer.safeParse(given);
  if (!parsed.success || !parsed.data.confirmed) return { approved: false };
  if (needs === "confirmation") return { approved: true };
  return parsed.data.password === "" ? { approved: false } : { approved: true, password: parsed.data.password };
}
