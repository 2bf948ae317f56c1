import { ApiPromise, Keyring, WsProvider } from "@polkadot/api";
import type { ApiOptions } from "@polkadot/api/types";
import type { PracticeValidatorSpec } from "./messages.ts";
import { weightsOf } from "./weights.ts";

export interface PublishedAxon {
  /** SS58 address. */
  readonly hotkey: string;
  /** The address as the plain number the chain keeps. */
  readonly ip: bigint;
  readonly ipType: number;
  readonly port: number;
}

/** What practice validators need from the node. */
export interface ChainLink {
  /** Whether a hotkey holds a UID. Throws while the node cannot be asked. */
  isRegistered(netuid: number, hotkey: string): Promise<boolean>;
  /** Signs and sends one validator's weights for miners by hotkey; those without a UID are left out. */
  setWeights(validator: PracticeValidatorSpec, scores: ReadonlyMap<string, number>): Promise<void>;
  /** Published axons of a subnet. Throws while the node cannot be asked. */
  axons(netuid: number): Promise<readonly PublishedAxon[]>;
  onBlock(listener: (block: number) => void): void;
  close(): Promise<void>;
}

/** A registered hotkey is asked for again after this long, since it may lose its UID. */
const TRUST_MS = 15_000;

/** Connects to the practice node as any client does. Resolves at once; calls wait for the connection. */
export function connectChain(url: string, nowMs: () => number, warn: (text: string) => void): ChainLink {
  const provider = new WsProvider(url, 500);
  // The library's own classes do not satisfy its interface under exact optional types.
  const ready = ApiPromise.create({
    provider: provider as unknown as NonNullable<ApiOptions["provider"]>,
    noInitWarn: true,
    throwOnConnect: false,
  });
  const keyring = new Keyring({ type: "sr25519" });
  const registeredUntilMs = new Map<string, number>();
  const sending = new Set<string>();

  const uidOf = async (api: ApiPromise, netuid: number, hotkey: string): Promise<number | null> => {
    const uids = api.query.subtensorModule?.uids;
    if (!uids) throw new Error("the node has no SubtensorModule.Uids");
    const answer = (await uids(netuid, hotkey)).toJSON();
    return typeof answer === "number" ? answer : null;
  };

  return {
    async isRegistered(netuid, hotkey) {
      const key = `${netuid} ${hotkey}`;
      if ((registeredUntilMs.get(key) ?? 0) > nowMs()) return true;
      const uid = await uidOf(await ready, netuid, hotkey);
      if (uid === null) registeredUntilMs.delete(key);
      else registeredUntilMs.set(key, nowMs() + TRUST_MS);
      return uid !== null;
    },
    async setWeights(validator, scores) {
      const { netuid, hotkey } = validator;
      const key = `${netuid} ${hotkey}`;
      if (sending.has(key)) return;
      sending.add(key);
      try {
        const api = await ready;
        const byUid = new Map<number, number>();
        for (const [miner, score] of scores) {
          const uid = await uidOf(api, netuid, miner);
          if (uid !== null) byUid.set(uid, score);
        }
        const { uids, weights } = weightsOf(byUid);
        const call = api.tx.subtensorModule?.setWeights;
        if (uids.length === 0 || !call) return;
        const version = await api.query.subtensorModule?.weightsVersionKey?.(netuid);
        const pair = keyring.createFromPair({ publicKey: validator.publicKey, secretKey: validator.secretKey });
        await call(netuid, uids, weights, version ?? 0).signAndSend(pair);
      } catch (error) {
        warn(`weights of ${hotkey} on subnet ${netuid}: ${error instanceof Error ? error.message : "failed"}`);
      } finally {
        sending.delete(key);
      }
    },
    async axons(netuid) {
      const stored = (await ready).query.subtensorModule?.axons;
      if (!stored) throw new Error("the node has no SubtensorModule.Axons");
      const entries = await stored.entries(netuid);
      return entries.map(([key, value]) => {
        const { ip, ipType, port } = value.toPrimitive() as { ip: string | number; ipType: number; port: number };
        return { hotkey: String(key.args[1]), ip: BigInt(ip), ipType, port };
      });
    },
    onBlock(listener) {
      ready
        .then((api) => api.rpc.chain.subscribeNewHeads((head) => listener(head.number.toNumber())))
        .catch(() => warn("the node's blocks cannot be followed"));
    },
    async close() {
      await provider.disconnect().catch(() => undefined);
    },
  };
}
