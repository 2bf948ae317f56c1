import { z } from "zod";
import { procedure } from "./define.ts";
import { blockNumber, raoText, ss58 } from "./scalars.ts";

const practiceStatus = z.strictObject({
  running: z.boolean(),
  url: z.string().nullable(),
  block: blockNumber.nullable(),
  blockTimeMs: z.int().nullable(),
  specVersion: z.int().nullable(),
  validators: z.array(z.strictObject({ netuid: z.int(), uid: z.int(), hotkey: ss58, port: z.int() })),
});
export type PracticeStatus = z.infer<typeof practiceStatus>;

export const practiceContract = {
  status: procedure("read", "The embedded practice network", z.strictObject({}), practiceStatus),
  faucet: procedure(
    "write",
    "Practice TAO for an address; it has no value",
    z.strictObject({ address: ss58, amountRao: raoText.default("100000000000") }),
    z.strictObject({ freeRao: raoText, atBlock: blockNumber }),
  ),
  reset: procedure("write", "Begin the practice network anew from block 0", z.strictObject({}), practiceStatus),
  upgrade: procedure(
    "write",
    "Let the practice network's runtime upgrade: version up, a call added, errors renumbered",
    z.strictObject({}),
    practiceStatus,
  ),
} as const;
