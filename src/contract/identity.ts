import { z } from "zod";
import { procedure } from "./define.ts";
import { blockNumber, ss58 } from "./scalars.ts";
import { planView } from "./transactions.ts";
import { walletId } from "./wallet-views.ts";

/** Longer than the chain takes, so that the service can say by how much; it counts bytes. */
const text = z.string().max(4_096).default("");

/** What a coldkey tells about itself, as text. */
export const identityFields = z.strictObject({
  name: text,
  url: text,
  githubRepo: text,
  image: text,
  discord: text,
  description: text,
  additional: text,
});
export type IdentityFields = z.infer<typeof identityFields>;

export const identityView = z.strictObject({
  address: ss58,
  /** Null where the coldkey has none on this chain. */
  identity: identityFields.nullable(),
  atBlock: blockNumber,
});
export type IdentityView = z.infer<typeof identityView>;

export const identityContract = {
  get: procedure("read", "The identity of any coldkey", z.strictObject({ address: ss58 }), identityView),
  prepare: procedure(
    "read",
    "A plan for a new identity of a coldkey; fields left out become empty",
    z.strictObject({ walletId, ...identityFields.shape }),
    planView,
  ),
} as const;
