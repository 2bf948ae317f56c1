import { join } from "node:path";
import { u8aToHex } from "@polkadot/util";
import { decodeAddress, sr25519Verify } from "@polkadot/util-crypto";
import type { Chain } from "#main/chain/chain.ts";
import { createMetadataCache } from "#main/chain/metadata-cache.ts";
import { KNOWN_NETWORKS } from "#main/chain/networks.ts";
import type { Keys } from "#main/keys/keys.ts";
import type { Clock } from "#main/ports/clock.ts";
import type { Store } from "#main/store/store.ts";
import { describeCall } from "#main/transactions/describe-call.ts";
import { type Frame, lifeOf, prefixedPayload, signingBytes } from "#main/transactions/extrinsic.ts";
import type { Plan } from "#main/transactions/plans.ts";
import type { Transactions } from "#main/transactions/transactions.ts";
import { AppError } from "#src/app-error.ts";
import type { OfflineInspection, OfflineRequestView } from "#src/contract/offline.ts";
import type { TransactionView } from "#src/contract/transactions.ts";
import { encodeVaultRequest, readVaultSignature, writeVaultSignature } from "#src/offline/polkadot-vault.ts";
import { readSignAnswer, type SignRequest } from "#src/offline/sign-request.ts";
import {
  apiOfMetadata,
  frameOf,
  isProven,
  type OfflineApi,
  packMetadata,
  parseRequest,
  unpackMetadata,
} from "./decode-request.ts";
import { createMetadataProofs } from "./metadata-proof.ts";
import { createOfflineRequests } from "./offline-requests.ts";

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
  /** Needs no connection. Errors: `OFFLINE_REQUEST_INVALID`, `OFFLINE_METADATA_ABSENT`, `OFFLINE_METADATA_UNREADABLE`, `OFFLINE_METADATA_DIFFERS`, `TRANSACTION_CALL_UNREADABLE`. */
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

export function createOffline(deps: {
  readonly profileDir: string;
  readonly store: Store;
  readonly clock: Clock;
  readonly chain: Pick<Chain, "live" | "head" | "api" | "isPractice">;
  readonly transactions: Pick<Transactions, "planFor" | "discard" | "submitSigned">;
  readonly keys: Pick<Keys, "list" | "signAsColdkey" | "signAsHotkey">;
}): Offline {
  const { chain, transactions, keys, clock } = deps;
  const kept = createMetadataCache(join(deps.profileDir, "metadata"));
  const waiting = createOfflineRequests(deps.store);
  const proofs = createMetadataProofs();

  /** Own metadata first: what came with a request could be made to tell a wrong story. */
  const decoderOf = (request: SignRequest): { api: OfflineApi; from: "kept" | "carried"; proven: boolean } => {
    const own = kept.read(request.network.genesisHash, request.specVersion);
    const metadata = own ?? (request.metadata === null ? null : unpackMetadata(request.metadata));
    if (metadata) {
      const proven = isProven(request, metadata);
      return { api: apiOfMetadata(metadata), from: own ? "kept" : "carried", proven };
    }
    throw new AppError(
      "OFFLINE_METADATA_ABSENT",
      "This request does not carry the chain's metadata, and none is kept here.",
      {
        hint: "Bring the request as a file with metadata once; after that, QR frames are enough for this runtime version.",
        field: "file",
        details: { specVersion: request.specVersion },
      },
    );
  };

  const keyOf = (address: string): OfflineInspection["key"] => {
    for (const { walletId, name: walletName, address: coldkey, kind, hotkeys } of keys.list()) {
      if (coldkey === address && kind !== "watch") return { walletId, walletName, hotkeyName: null };
      const hotkey = hotkeys.find((one) => one.address === address && one.place !== "none");
      if (hotkey) return { walletId, walletName, hotkeyName: hotkey.name };
    }
    return null;
  };

  const inspectRequest = (request: SignRequest): { view: OfflineInspection; api: OfflineApi } => {
    const { api, from, proven } = decoderOf(request);
    const call = describeCall(api, request.callHex);
    const frame = frameOf(request);
    const key = keyOf(request.signer);
    const known = KNOWN_NETWORKS.find(({ genesisHash }) => genesisHash === request.network.genesisHash);
    const warnings: string[] = [];
    if (from === "carried" && !proven) {
      warnings.push(
        "The chain's metadata came with this request and cannot be checked here. Compare the fingerprint with the online machine.",
      );
    }
    if (!known) warnings.push("The network of this request is not one that this app knows. Compare its genesis hash.");
    if (!key) warnings.push("No key of this profile can sign this request.");
    const needs = key && (key.hotkeyName === null ? "password" : "confirmation");
    const { title, rows, network, signer, nonce, tip, specVersion } = request;
    const view: OfflineInspection = {
      claimed: { title, network: network.name, rows },
      call,
      genesisHash: network.genesisHash,
      specVersion,
      knownNetwork: known?.name ?? null,
      signer,
      nonce,
      era: { periodBlocks: frame.periodBlocks, ...lifeOf(frame) },
      tipRao: tip,
      metadataFrom: from,
      metadataProven: proven,
      warnings,
      key,
      needs,
    };
    return { view, api };
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
      const vault = encodeVaultRequest({
        command: "transaction",
        publicKey: decodeAddress(frame.address),
        payload: prefixedPayload(api, frame),
        genesisHash: Buffer.from(frame.genesisHash.slice(2), "hex"),
      });
      return {
        fileName: `tausmith-request-${call.fingerprint}.json`,
        file: JSON.stringify({ ...short, metadata }),
        qrText: JSON.stringify(short),
        vaultPayload: u8aToHex(vault),
        fingerprint: call.fingerprint,
        deathBlock: era.deathBlock,
      };
    },
    inspect: (file) => inspectRequest(parseRequest(file)).view,
    async sign(file, fingerprint, password) {
      const request = parseRequest(file);
      const { view, api } = inspectRequest(request);
      if (view.call.fingerprint !== fingerprint) {
        throw new AppError(
          "OFFLINE_FINGERPRINT_DIFFERS",
          "This file holds another call than the one that was confirmed.",
          {
            hint: "Look at the request again and compare its fingerprint with the online machine.",
            field: "fingerprint",
            details: { found: view.call.fingerprint },
          },
        );
      }
      if (!view.key) {
        throw new AppError("OFFLINE_KEY_ABSENT", "No key of this profile can sign this request.", {
          hint: `Restore the key of ${request.signer} here, or take the request to the machine that holds it.`,
          field: "file",
        });
      }
      const payload = signingBytes(api, frameOf(request));
      const { walletId, hotkeyName } = view.key;
      if (hotkeyName === null && password === undefined) {
        // Main's own confirmation window shows plans of the connected chain only, so here the password stands for it.
        throw new AppError("KEY_PASSWORD_NEEDED", "Signing a request with a coldkey asks for its password.", {
          hint: "Compare the decoded call and the fingerprint, then give the password.",
          field: "password",
        });
      }
      const signature =
        hotkeyName === null
          ? await keys.signAsColdkey(walletId, payload, { password, practiceNetwork: false })
          : await keys.signAsHotkey(walletId, hotkeyName, payload);
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
