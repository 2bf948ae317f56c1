import type { Transfers, TransferWish } from "#main/transfers/transfers.ts";
import type { ParsedInput } from "#src/contract/index.ts";
import type { Handlers } from "./types.ts";

const wishOf = (input: ParsedInput<"transfers.quote"> | ParsedInput<"transfers.prepare">): TransferWish => ({
  to: input.to,
  amountRao: input.amountRao === null ? null : BigInt(input.amountRao),
  allowDeath: input.allowDeath,
});

export const transfersHandlers = (services: { readonly transfers: Transfers }): Handlers<"transfers"> => ({
  quote: (input) => services.transfers.quote(input.from, wishOf(input)),
  prepare: (input) => services.transfers.prepare(input.walletId, wishOf(input)),
});
