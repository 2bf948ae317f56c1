import { u8aToHex } from "@polkadot/util";
import { decodeAddress, sr25519Verify } from "@polkadot/util-crypto";
import type { Chain } from "#main/chain/chain.ts";
import { KNOWN_NETWORKS } from "#main/chain/networks.ts";
import type { Keys } from "#main/keys/keys.ts";
import type { Clock } from "#main/ports/clock.ts";
import type { Store } from "#main/store/store.ts";
import { describeCall } from "#main/transactions/describe-call.ts";
import { type Frame, lifeOf, prefixedPayload, signingBytes } from "#main/transactions/extrinsic.ts";
import type { Plan } from "#main/transactions/plans.ts";
import type { Transactions } from "#main/transactions/transactions.ts";
import { AppError } from "#src/app-error.ts";
import type { OfflineInspection, OfflineRequestView, OfflineTransaction } from "#src/contract/offline.ts";
import type { TransactionView } from "#src/contract/transactions.ts";
import { encodeVaultRequest, readVaultSignature, writeVaultSignature } from "#src/offline/polkadot-vault.ts";
import { readSignAnswer, type SignRequest } from "#src/offline/sign-request.ts";
import { vaultBytesOf } from "#src/offline/vault-content.ts";
import { frameOf, packMetadata, parseRequest } from "./decode-request.ts";
import { createDecoders, type Decoder, isProven } from "./decoders.ts";
import { createMetadataProofs } from "./metadata-proof.ts";
import { createOfflineRequests } from "./offline-requests.ts";
import { createRequestKeys, NO_KEY, needsOf } from "./request-keys.ts";
import { createVaultRequests } from "./vault-requests.ts";

/**
 * How long a request lives: carrying files takes hours. The runtime forgets block hashes after 2400 blocks, so a
 * longer mortal era would die early anyway; 2048 blocks are almost seven hours on the live chain.
 */
const PERIOD_BLOCKS = 2048;

/** Signing on a machine that never was online: requests out, signatures back. */
export interface Offline {
  /** Errors: `PLAN_UNKNOWN`, `PLAN_EXPIRED`, `NETWORK_OFFLINE`. */
  request(
    planId: string,
    withMetadata: boolean,
  ): Promise<{
    fileName: string;
    file: string;
    qrText: string;
    vaultPayload: string;
    fingerprint: string;
    deathBlock: number;
  }>;
  /** Needs no connection. Errors: `OFFLINE_REQUEST_INVALID`, `OFFLINE_METADATA_ABSENT`, `OFFLINE_METADATA_UNREADABLE`, `OFFLINE_METADATA_DIFFERS`, `TRANSACTION_CALL_UNREADABLE`; for codes made for Polkadot Vault those of `VaultRequests`. */
  inspect(file: string): OfflineInspection;
  /** Errors: as `inspect`, `OFFLINE_FINGERPRINT_DIFFERS`, `OFFLINE_KEY_ABSENT`, those of the key room. */
  sign(
    file: string,
    fingerprint: string,
    password: string | undefined,
  ): Promise<{ fileName: string; file: string; signature: string; vaultAnswer: string; fingerprint: string }>;
  requests(): OfflineRequestView[];
  /** Errors: `OFFLINE_ANSWER_INVALID`, `OFFLINE_REQUEST_UNKNOWN`, `OFFLINE_SIGNATURE_WRONG`, `PLAN_OUTDATED`, `TRANSACTION_REFUSED`. */
  submit(answer: string, fingerprint: string | undefined): Promise<TransactionView>;
  forget(fingerprint: string): OfflineRequestView[];
}

/** What was confirmed must be what is there. */
function agree({ fingerprint: found, kind }: OfflineInspection, fingerprint: string): void {
  if (found === fingerprint) return;
  const what = kind === "message" ? "message" : "call";
  throw new AppError(
    "OFFLINE_FINGERPRINT_DIFFERS",
    `This file holds another ${what} than the one that was confirmed.`,
    {
      hint: "Look at the request again and compare its fingerprint with the online machine.",
      field: "fingerprint",
      details: { found },
    },
  );
}

export function createOffline(deps: {
  readonly profileDir: string;
  readonly store: Store;
  readonly clock: Clock;
  readonly chain: Pick<Chain, "live" | "head" | "api" | "isPractice">;
  readonly transactions: Pick<Transactions, "planFor" | "discard" | "submitSigned">;
  readonly keys: Pick<Keys, "list" | "signAsColdkey" | "signAsHotkey">;
}): Offline {
  const { chain, transactions, keys, clock } = deps;
  const decoders = createDecoders(deps.profileDir);
  const requestKeys = createRequestKeys(keys);
  const vault = createVaultRequests(decoders, requestKeys);
  const waiting = createOfflineRequests(deps.store);
  const proofs = createMetadataProofs();

  const inspectRequest = (request: SignRequest): { view: OfflineTransaction; decoder: Decoder } => {
    const decoder = decoders.forRequest(request);
    const proven = isProven(request.metadataHash, request.token, decoder.metadata);
    const call = describeCall(decoder.api, request.callHex);
    const frame = frameOf(request);
    const key = requestKeys.of(request.signer);
    const known = KNOWN_NETWORKS.find(({ genesisHash }) => genesisHash === request.network.genesisHash);
    const warnings: string[] = [];
    if (decoder.from !== "kept" && !proven) {
      warnings.push(
        "The chain's metadata came with this request or an earlier one and cannot be checked here. Compare the fingerprint with the online machine.",
      );
    }
    if (!known) warnings.push("The network of this request is not one that this app knows. Compare its genesis hash.");
    if (!key) warnings.push(NO_KEY);
    const { title, rows, network, signer, nonce, tip, specVersion } = request;
    const view: OfflineTransaction = {
      kind: "transaction",
      form: "tausmith",
      claimed: { title, network: network.name, rows },
      call,
      fingerprint: call.fingerprint,
      genesisHash: network.genesisHash,
      specVersion,
      knownNetwork: known?.name ?? null,
      signer,
      nonce,
      era: { periodBlocks: frame.periodBlocks, ...lifeOf(frame) },
      tipRao: tip,
      metadataFrom: decoder.from,
      metadataProven: proven,
      warnings,
      key,
      needs: needsOf(key),
    };
    return { view, decoder };
  };

  const findPlan = (fingerprint: string, signer: string | null): Plan => {
    const plan = waiting.find(fingerprint, signer);
    if (plan) return plan;
    throw new AppError("OFFLINE_REQUEST_UNKNOWN", "No request here waits for this signature.", {
      hint: "Take the answer to the machine and profile that made the request.",
      field: "answer",
      details: { fingerprint },
    });
  };

  const readAnswer = (text: string, fingerprint: string | undefined): { plan: Plan; signature: Uint8Array } => {
    const answer = readSignAnswer(text);
    if (answer) {
      const signature = readVaultSignature(answer.signature);
      if (signature) return { plan: findPlan(answer.fingerprint, answer.signer), signature };
    }
    const bare = readVaultSignature(text);
    if (bare && fingerprint !== undefined) return { plan: findPlan(fingerprint, null), signature: bare };
    throw new AppError("OFFLINE_ANSWER_INVALID", "This is not a signature file of Tausmith, or it is damaged.", {
      hint: bare
        ? "Choose the request that this signature is for."
        : "Bring the whole file or all QR frames of the answer.",
      field: bare ? "fingerprint" : "answer",
    });
  };

  return {
    async request(planId, withMetadata) {
      const live = chain.live();
      const { api, identity } = live;
      const plan = transactions.planFor(planId);
      const unproven: Frame = { ...plan.frame, periodBlocks: PERIOD_BLOCKS };
      const proof = await proofs.of(live, chain.head() ?? { hash: unproven.birthHash }, unproven);
      // Meanwhile it may have been signed here or grown too old.
      transactions.planFor(planId);
      const frame: Frame = { ...unproven, metadataHash: proof?.digest ?? null };
      const era = { periodBlocks: PERIOD_BLOCKS, ...lifeOf(frame) };
      const lasting: Plan = { ...plan, frame, view: { ...plan.view, era } };
      const { title, rows, network, call } = plan.view;
      const short: SignRequest = {
        format: "tausmith-sign-request",
        version: 1,
        network: { name: network.name, genesisHash: frame.genesisHash, specName: identity.specName },
        title,
        rows,
        signer: frame.address,
        callHex: frame.callHex,
        nonce: frame.nonce,
        tip: "0",
        era: { periodBlocks: PERIOD_BLOCKS, birthBlock: frame.birthBlock, birthHash: frame.birthHash },
        specVersion: frame.specVersion,
        transactionVersion: frame.transactionVersion,
        metadataHash: proof?.digest ?? null,
        ...(proof ? { token: proof.token } : {}),
        metadata: null,
      };
      const metadata = withMetadata ? packMetadata(api.runtimeMetadata.toHex()) : null;
      waiting.add(lasting, clock.nowMs());
      transactions.discard(planId);
      const vaultRequest = encodeVaultRequest({
        publicKey: decodeAddress(frame.address),
        payload: prefixedPayload(api, frame),
        genesisHash: Buffer.from(frame.genesisHash.slice(2), "hex"),
      });
      return {
        fileName: `tausmith-request-${call.fingerprint}.json`,
        file: JSON.stringify({ ...short, metadata }),
        qrText: JSON.stringify(short),
        vaultPayload: u8aToHex(vaultRequest),
        fingerprint: call.fingerprint,
        deathBlock: era.deathBlock,
      };
    },
    inspect(file) {
      const content = vaultBytesOf(file);
      return content ? vault.inspect(content).view : inspectRequest(parseRequest(file)).view;
    },
    async sign(file, fingerprint, password) {
      const content = vaultBytesOf(file);
      if (content) {
        const { view, payload } = vault.inspect(content);
        agree(view, fingerprint);
        const signature = await requestKeys.sign(view, payload, password);
        // Vault puts the scheme's mark in front for transactions only.
        const vaultAnswer = view.kind === "message" ? u8aToHex(signature).slice(2) : writeVaultSignature(signature);
        const fileName = `vault-signature-${fingerprint}.txt`;
        return { fileName, file: vaultAnswer, signature: u8aToHex(signature), vaultAnswer, fingerprint };
      }
      const request = parseRequest(file);
      const { view, decoder } = inspectRequest(request);
      agree(view, fingerprint);
      const signature = await requestKeys.sign(view, signingBytes(decoder.api, frameOf(request)), password);
      decoders.remember(request, decoder);
      const hexText = u8aToHex(signature);
      return {
        fileName: `tausmith-signature-${fingerprint}.json`,
        file: JSON.stringify({
          format: "tausmith-signature",
          version: 1,
          fingerprint,
          signer: request.signer,
          signature: hexText,
        }),
        signature: hexText,
        vaultAnswer: writeVaultSignature(signature),
        fingerprint,
      };
    },
    requests: () => waiting.list(),
    async submit(text, fingerprint) {
      const { plan, signature } = readAnswer(text, fingerprint);
      const { api } = chain.live();
      if (!sr25519Verify(signingBytes(api, plan.frame), signature, decodeAddress(plan.frame.address))) {
        throw new AppError(
          "OFFLINE_SIGNATURE_WRONG",
          "The signature does not belong to this request. Nothing was sent.",
          {
            hint: "Sign the request again; if it comes back wrong again, do not use that machine.",
            field: "answer",
          },
        );
      }
      const sent = await transactions.submitSigned(plan, signature);
      waiting.remove(plan.view.call.fingerprint);
      return sent;
    },
    forget(fingerprint) {
      waiting.remove(fingerprint);
      return waiting.list();
    },
  };
}
