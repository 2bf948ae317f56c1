import { z } from "zod";
import { procedure } from "./define.ts";
import { blockNumber, hash32, hex, keyName, password, ss58, timeMs } from "./scalars.ts";
import { callView, planRow, transactionView } from "./transactions.ts";

/** A transaction that waits for a signature from another machine. */
export const offlineRequestView = z.strictObject({
  fingerprint: z.string(),
  title: z.string(),
  network: z.string(),
  signer: ss58,
  madeAtMs: timeMs,
  /** The last block in which it can be included. */
  deathBlock: blockNumber,
});
export type OfflineRequestView = z.infer<typeof offlineRequestView>;

/** What every request shows before it is signed. */
const inspected = {
  /** Which program's form the request has. */
  form: z.enum(["tausmith", "vault"]),
  /** The mark to compare, of the call's or the message's bytes. */
  fingerprint: z.string(),
  genesisHash: hash32,
  /** The network of this genesis, where it is one of those known to this app. */
  knownNetwork: z.string().nullable(),
  signer: ss58,
  warnings: z.array(z.string()),
  /** The key of this profile that can sign it; null where there is none. */
  key: z.strictObject({ walletId: z.string(), walletName: z.string(), hotkeyName: keyName.nullable() }).nullable(),
  needs: z.enum(["password", "confirmation"]).nullable(),
};

/** What a request means, decoded here from its own bytes. */
export const offlineInspection = z.discriminatedUnion("kind", [
  z.strictObject({
    ...inspected,
    kind: z.literal("transaction"),
    /** Said by the machine that made the request, not checked; null where its form says nothing. */
    claimed: z.strictObject({ title: z.string(), network: z.string(), rows: z.array(planRow) }).nullable(),
    /** Decoded here. This is what will be signed. */
    call: callView,
    specVersion: z.int(),
    nonce: z.int(),
    /** Null where the signature never expires. Vault's form tells the length of the life, not its first block. */
    era: z
      .strictObject({ periodBlocks: z.int(), birthBlock: blockNumber.nullable(), deathBlock: blockNumber.nullable() })
      .nullable(),
    tipRao: z.string(),
    /** `kept`: this profile's own copy; `carried`: it came with the request; `remembered`: with an earlier one. */
    metadataFrom: z.enum(["kept", "carried", "remembered"]),
    /**
     * The signature vouches for exactly this metadata and the chain checks it: read with other metadata than the chain's own, it
     * would be worthless.
     */
    metadataProven: z.boolean(),
  }),
  z.strictObject({
    ...inspected,
    kind: z.literal("message"),
    /** What stands between `<Bytes>` and `</Bytes>`; all of it is signed. */
    message: z.string(),
  }),
]);
export type OfflineInspection = z.infer<typeof offlineInspection>;
export type OfflineTransaction = Extract<OfflineInspection, { kind: "transaction" }>;

const file = z.string().min(1).max(16_777_216);

export const offlineContract = {
  request: procedure(
    "read",
    "Give a prepared plan out as a file or QR frames, to be signed on another machine",
    z.strictObject({
      planId: z.string().min(1).max(64),
      /** Send the chain's metadata along, for a machine that never was online. */
      withMetadata: z.boolean().default(true),
    }),
    z.strictObject({
      fileName: z.string(),
      file: z.string(),
      /** The same without metadata, short enough for animated QR frames. */
      qrText: z.string(),
      /** The bytes of Polkadot Vault's QR code, before they are split into parts. */
      vaultPayload: hex,
      fingerprint: z.string(),
      deathBlock: blockNumber,
    }),
  ),
  inspect: procedure(
    "read",
    "Decode a request on this machine and tell what it means",
    z.strictObject({
      /** A request file's text, or the bytes of a code for Polkadot Vault as hex. */
      file,
    }),
    offlineInspection,
  ),
  sign: procedure(
    "sign",
    "Sign a request that was looked at; nothing is sent",
    z.strictObject({
      file,
      /** The fingerprint that was shown, so that exactly this call is signed. */
      fingerprint: z.string().min(1).max(64),
      password: password.optional(),
    }),
    z.strictObject({
      fileName: z.string(),
      /** The answer, as a file or QR frames. */
      file: z.string(),
      signature: hex,
      /** The answer as Polkadot Vault shows it. */
      vaultAnswer: z.string(),
      fingerprint: z.string(),
    }),
  ),
  requests: procedure(
    "read",
    "Requests that wait for their signature",
    z.strictObject({}),
    z.array(offlineRequestView),
  ),
  submit: procedure(
    "write",
    "Take a signature back, verify it and send the transaction",
    z.strictObject({
      /** An answer file's text, or a bare signature as Polkadot Vault shows it. */
      answer: z.string().min(1).max(65_536),
      /** Which request a bare signature is for. */
      fingerprint: z.string().min(1).max(64).optional(),
    }),
    transactionView,
  ),
  forget: procedure(
    "write",
    "Forget a request; its signature will not be taken any more",
    z.strictObject({ fingerprint: z.string().min(1).max(64) }),
    z.array(offlineRequestView),
  ),
} as const;
