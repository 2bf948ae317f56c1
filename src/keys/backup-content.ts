import { z } from "zod";

const bytesText = z.base64().max(65_536);
const name = z.string().min(1).max(64);
const address = z.string().max(64);

/** What lies inside an encrypted backup file. Everything here is as secret as the keys themselves. */
export const backupContent = z.strictObject({
  version: z.literal(1),
  madeAtMs: z.int().min(0),
  wallets: z
    .array(
      z.strictObject({
        name,
        address,
        kind: z.enum(["password", "practice", "watch"]),
        hasWords: z.boolean(),
        wordsCheckedAtMs: z.int().min(0).nullable(),
        createdAtMs: z.int().min(0),
        /** As it lay in its place: encrypted with its own password, except for a practice wallet. */
        coldkey: bytesText.nullable(),
        hotkeys: z
          .array(
            z.strictObject({
              name,
              address,
              hasWords: z.boolean(),
              createdAtMs: z.int().min(0),
              /** A plain record, or an encrypted btcli keyfile. */
              secret: bytesText.nullable(),
            }),
          )
          .max(1_024),
      }),
    )
    .max(1_024),
  addresses: z.array(z.strictObject({ address, label: name, note: z.string().max(512) })).max(10_000),
  settings: z.record(z.string().max(64), z.json()),
});
export type BackupContent = z.infer<typeof backupContent>;
export type BackupWallet = BackupContent["wallets"][number];
