import { z } from "zod";
import { journalPart } from "#src/signals/journal-part.ts";

/** What the old side says once its sender has ended. The hotkey signs it. */
export const handover = z.strictObject({
  moveId: z.uuid(),
  hotkey: z.string().max(64),
  genesisHash: z.string().regex(/^0x[0-9a-f]{64}$/),
  /** The code of the one import it was made for. */
  readyCode: z.string().max(16),
  stoppedAtMs: z.int().min(0),
  /** What came or changed since the move file, unsettled signals with every attempt. */
  journal: journalPart,
});
export type Handover = z.infer<typeof handover>;

/** The statement's one text: what is signed and carried across. */
export const handoverPayload = (content: Handover): string => JSON.stringify(handover.parse(content));

/** The message the hotkey signs, in the wrapped form, which can never be a transaction. */
export const handoverMessage = (payload: string): string => `Tausmith hand-over 1\n${payload}`;
