import { z } from "zod";
import { procedure } from "./define.ts";
import { quoteView } from "./quote.ts";
import { raoText, ss58 } from "./scalars.ts";
import { planView } from "./transactions.ts";
import { walletId } from "./wallet-views.ts";

export const transferFields = {
  to: ss58,
  /** Rao; null is all that can leave. */
  amountRao: raoText.nullable(),
  /** The account may end: nothing has to stay in it. */
  allowDeath: z.boolean().default(false),
};

export const transfersContract = {
  quote: procedure(
    "read",
    "What sending TAO would cost, for any address and without a key",
    z.strictObject({ from: ss58, ...transferFields }),
    quoteView,
  ),
  prepare: procedure("read", "A plan to send TAO", z.strictObject({ walletId, ...transferFields }), planView),
} as const;
