import { u8aToHex } from "@polkadot/util";
import { RUNTIME_TOKEN } from "#main/chain/metadata-digest.ts";
import { KNOWN_NETWORKS } from "#main/chain/networks.ts";
import { describeCall } from "#main/transactions/describe-call.ts";
import { encodeAddress } from "#src/address/ss58.ts";
import { formatTao } from "#src/amount/format-amount.ts";
import { AppError } from "#src/app-error.ts";
import type { OfflineInspection } from "#src/contract/offline.ts";
import { readVaultContent, type VaultContent, vaultMessage } from "#src/offline/vault-content.ts";
import { fingerprint } from "#src/transactions/fingerprint.ts";
import { type Decoder, type Decoders, isProven } from "./decoders.ts";
import { type ReadPayload, readPayload } from "./read-payload.ts";
import { NO_KEY, needsOf, type RequestKeys } from "./request-keys.ts";

/** Requests that other programs made for Polkadot Vault. */
export interface VaultRequests {
  /**
   * Tells what a code's bytes mean, and what would be signed. A transaction passes only if its genesis hashes agree, its runtime version
   * is one whose metadata is held here (or is proven by the digest that is signed), and its call and payload read to themselves.
   * Errors: `OFFLINE_VAULT_REFUSED`, `OFFLINE_VAULT_DAMAGED`, `OFFLINE_VAULT_GENESIS_DIFFERS`, `OFFLINE_METADATA_ABSENT`,
   * `OFFLINE_METADATA_DIFFERS`, `OFFLINE_METADATA_UNPROVEN`, `TRANSACTION_CALL_UNREADABLE`.
   */
  inspect(bytes: Uint8Array): { view: OfflineInspection; payload: Uint8Array };
}

const damaged = (what: string): AppError =>
  new AppError("OFFLINE_VAULT_DAMAGED", `This code for Polkadot Vault is damaged: ${what}.`, {
    hint: "Let the other program show it again and scan all of it.",
    field: "file",
  });

type Signable = Exclude<VaultContent, { kind: "refused" }>;

function contentOf(bytes: Uint8Array): Signable {
  const content = readVaultContent(bytes);
  if (!content) throw damaged("it ends too early");
  if (content.kind !== "refused") return content;
  throw new AppError(
    "OFFLINE_VAULT_REFUSED",
    `This code for Polkadot Vault holds ${content.what}. That is not signed here.`,
    {
      hint: content.next,
      field: "file",
    },
  );
}

export function createVaultRequests(decoders: Decoders, keys: RequestKeys): VaultRequests {
  /** The common part of what is shown. */
  const shownOf = ({ publicKey, genesisHash }: Signable) => {
    const signer = encodeAddress(publicKey);
    const genesis = u8aToHex(genesisHash);
    const key = keys.of(signer);
    return {
      form: "vault" as const,
      genesisHash: genesis,
      knownNetwork: KNOWN_NETWORKS.find((one) => one.genesisHash === genesis)?.name ?? null,
      signer,
      key,
      needs: needsOf(key),
    };
  };

  /** The metadata of the runtime that the payload itself names. */
  const read = (genesisHash: string, payload: Uint8Array): { decoder: Decoder; found: ReadPayload } => {
    const known = decoders.ofChain(genesisHash);
    for (const { specVersion, decoder } of known) {
      // Cheap to see, and saves building a registry for every runtime that is kept.
      if (!Buffer.from(payload).includes(littleEndian(specVersion))) continue;
      const one = decoder();
      const found = readPayload(one.api, payload);
      if (found?.specVersion === specVersion) return { decoder: one, found };
    }
    if (known.length === 0) {
      throw new AppError("OFFLINE_METADATA_ABSENT", "No metadata of this code's chain is held here.", {
        hint: "Such codes carry none. Connect this profile once to a node of that chain, or sign a request of Tausmith with metadata first.",
        field: "file",
        details: { genesisHash },
      });
    }
    throw new AppError(
      "OFFLINE_VAULT_DAMAGED",
      "What this code would have signed cannot be read with any metadata of its chain that is held here.",
      {
        hint: "The chain may run a newer runtime: bring its metadata with a request of Tausmith, then scan the code again.",
        field: "file",
        details: { specVersions: known.map((one) => one.specVersion).join(", ") },
      },
    );
  };

  const transaction = (content: Signable): { view: OfflineInspection; payload: Uint8Array } => {
    const shown = shownOf(content);
    const { decoder, found } = read(shown.genesisHash, content.payload);
    if (found.genesisHash !== shown.genesisHash) {
      throw new AppError(
        "OFFLINE_VAULT_GENESIS_DIFFERS",
        "This code names one chain and would have another one's signed.",
        {
          hint: "Do not sign it.",
          field: "file",
          details: { named: shown.genesisHash, signed: found.genesisHash },
        },
      );
    }
    if (found.periodBlocks === null && found.birthHash !== found.genesisHash)
      throw damaged("its life has no beginning");
    const proven = isProven(found.metadataHash, RUNTIME_TOKEN, decoder.metadata);
    if (decoder.from !== "kept" && !proven) {
      // The other program shows no fingerprint of ours, so nothing else could tell a call from what it only seems to be.
      throw new AppError(
        "OFFLINE_METADATA_UNPROVEN",
        "The metadata for this code came along with an earlier request, and the code does not prove it.",
        {
          hint: "Let the other program sign with the chain's metadata hash, connect this profile once to a node, or make the request with Tausmith.",
          field: "file",
        },
      );
    }
    const call = describeCall(decoder.api, found.callHex);
    const warnings: string[] = [];
    if (found.periodBlocks === null) {
      warnings.push(
        "This signature never expires: whoever holds it can send it until the account has used this number.",
      );
    }
    if (found.tipRao > 0n) {
      warnings.push(`It pays a tip of ${formatTao(found.tipRao)}, which makes nothing faster on this chain.`);
    }
    if (!shown.knownNetwork) {
      warnings.push("The network of this request is not one that this app knows. Compare its genesis hash.");
    }
    if (!shown.key) warnings.push(NO_KEY);
    const { nonce, periodBlocks, specVersion } = found;
    const view: OfflineInspection = {
      ...shown,
      kind: "transaction",
      claimed: null,
      call,
      fingerprint: call.fingerprint,
      specVersion,
      nonce,
      era: periodBlocks === null ? null : { periodBlocks, birthBlock: null, deathBlock: null },
      tipRao: found.tipRao.toString(),
      metadataFrom: decoder.from,
      metadataProven: proven,
      warnings,
    };
    return { view, payload: found.signed };
  };

  const message = (content: Signable): { view: OfflineInspection; payload: Uint8Array } => {
    const { payload } = content;
    const text = vaultMessage(payload);
    if (text === null) {
      throw new AppError(
        "OFFLINE_VAULT_REFUSED",
        "This code for Polkadot Vault holds a message that is not text between <Bytes> and </Bytes>. It could be a transaction, so it is not signed.",
        { hint: "Let the other program wrap the message, as browser extensions do.", field: "file" },
      );
    }
    const shown = shownOf(content);
    const mark = fingerprint(u8aToHex(payload));
    const warnings = shown.key ? [] : [NO_KEY];
    return { view: { ...shown, kind: "message", message: text, fingerprint: mark, warnings }, payload };
  };

  return {
    inspect(bytes) {
      const content = contentOf(bytes);
      return content.kind === "message" ? message(content) : transaction(content);
    },
  };
}

function littleEndian(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
