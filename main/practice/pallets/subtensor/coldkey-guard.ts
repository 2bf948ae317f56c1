import { refuseWhileAnnounced } from "#src/swaps/announcement.ts";
import type { AccountId, CallGuard, Reads } from "../../describe/index.ts";
import { subtensorErrors as errors } from "./errors.ts";
import { ColdkeySwapAnnouncements, ColdkeySwapDisputes } from "./storage/index.ts";

/** The pool's codes for an account whose coldkey swap is announced or disputed (facts 1.4). */
const POOL_CODES = { ColdkeySwapAnnounced: 0, ColdkeySwapDisputed: 21 } as const;

const announcedOf = (ctx: Reads, who: AccountId) => {
  const found = ColdkeySwapAnnouncements.get(ctx, who);
  return found === undefined ? null : { executeAtBlock: found[0], disputed: ColdkeySwapDisputes.has(ctx, who) };
};

/** Keeps an account whose swap is announced from everything but the swap itself, and a disputed one from that too. */
export const coldkeySwapGuard: CallGuard = (ctx, who, call) => {
  const refused = refuseWhileAnnounced(`${call.pallet}.${call.name}`, announcedOf(ctx, who));
  return refused === null ? null : { custom: POOL_CODES[refused], fault: errors[refused]() };
};
