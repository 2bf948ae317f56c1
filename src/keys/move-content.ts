import { z } from "zod";
import { minerKinds } from "#src/miners/miner-kinds.ts";
import { journalPart } from "#src/signals/journal-part.ts";

const name = z.string().min(1).max(64);
const address = z.string().min(40).max(64);

/**
 * What lies inside an encrypted move file: one hotkey and its miner. Of the coldkey there is the address and nothing
 * else, so the file moves no money.
 */
export const moveContent = z.strictObject({
  version: z.literal(1),
  moveId: z.uuid(),
  madeAtMs: z.int().min(0),
  network: z.strictObject({ name: z.string().min(1).max(512), genesisHash: z.string().regex(/^0x[0-9a-f]{64}$/) }),
  wallet: z.strictObject({ name, address }),
  hotkey: z.strictObject({ name, address, secret: z.base64().max(65_536) }),
  miner: z.strictObject({
    kind: z.enum(minerKinds),
    netuid: z.int().min(0).max(65_535),
    port: z.int().min(1).max(65_535),
    /** The intake's API key, so that trading tools keep theirs; null for miners without an intake. */
    intakeKey: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .nullable(),
  }),
  /** `ip:port` published when the file was made; null where nothing was. */
  axon: z.string().max(128).nullable(),
  /** The journal as it was when the file was made; null for miners without one. */
  journal: journalPart.nullable(),
});
export type MoveContent = z.infer<typeof moveContent>;
