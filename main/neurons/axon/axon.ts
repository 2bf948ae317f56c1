import { likelyBlockTimeMs } from "#main/chain/block-time.ts";
import type { Chain } from "#main/chain/chain.ts";
import type { Keys } from "#main/keys/keys.ts";
import type { Miners } from "#main/miners/miners.ts";
import type { Transactions } from "#main/transactions/transactions.ts";
import { AppError } from "#src/app-error.ts";
import { endpointText } from "#src/axon/endpoint-text.ts";
import { servingWaitBlocks } from "#src/axon/serving-wait.ts";
import type { AxonView } from "#src/contract/neurons.ts";
import type { PlanView } from "#src/contract/transactions.ts";
import { ipText } from "../ip-text.ts";
import { type AxonState, readAxon } from "./axon-record.ts";
import { type AxonWish, externalIp, planAxon } from "./plan-axon.ts";
import type { Reach } from "./reach.ts";

interface Named {
  readonly netuid: number;
  readonly walletId: string;
  readonly hotkeyName: string;
}

/** Publishing where validators reach a hotkey. */
export interface AxonPublishing {
  /** Errors: `NETWORK_OFFLINE`, those of the key room. */
  view(named: Named): Promise<AxonView>;
  /** Errors: `AXON_…`, `NETWORK_OFFLINE`, those of the key room. */
  prepare(wish: Named & { ip: string; port: number; allowPrivate?: boolean | undefined }): Promise<PlanView>;
  prepareReset(named: Named): Promise<PlanView>;
  /** Whether addresses that nobody outside reaches may be used: on the practice network only. Error: `AXON_PRIVATE_PRACTICE_ONLY`. */
  mayBePrivate(wanted: boolean): boolean;
}

/** The record of the chain beside what runs here, in a sentence. */
function sentenceOf(state: AxonState, miners: AxonView["miners"]): string {
  const { uid, record } = state;
  if (uid === null) return "This hotkey holds no UID here, so no axon can be published.";
  const signals = miners.length > 0;
  const published = record && !record.reset;
  if (!published) {
    return signals
      ? "Nothing is published, and nothing needs to be: a signal miner sends to validators and serves no axon."
      : "Nothing is published: validators do not know where to reach this hotkey.";
  }
  const at = endpointText(record.ip, record.port);
  return signals
    ? `Published at ${at}, but the signal miner with this hotkey serves no axon: nothing of Tausmith listens there. Reset it unless another program does.`
    : `Published at ${at}. No miner of this profile listens for it; another program or machine must.`;
}

export function createAxonPublishing(deps: {
  chain: Chain;
  keys: Pick<Keys, "hotkey">;
  transactions: Pick<Transactions, "prepare">;
  miners: Pick<Miners, "list">;
  reach: Pick<Reach, "last">;
}): AxonPublishing {
  const { chain, keys, transactions, miners, reach } = deps;
  const blockTimeMs = (): number => likelyBlockTimeMs(chain.status().blockTimeMs, chain.isPractice());
  const wishOf = ({ netuid, walletId, hotkeyName }: Named): AxonWish => ({
    netuid,
    walletId,
    hotkeyName,
    hotkey: keys.hotkey(walletId, hotkeyName).address,
  });
  const mayBePrivate = (wanted: boolean): boolean => {
    if (wanted && !chain.isPractice()) {
      throw new AppError(
        "AXON_PRIVATE_PRACTICE_ONLY",
        "Private addresses can be published on the practice network only.",
        {
          hint: "Give your external address.",
          field: "allowPrivate",
        },
      );
    }
    return wanted;
  };

  return {
    mayBePrivate,
    async view(named) {
      const wish = wishOf(named);
      const state = await readAxon(chain, wish.netuid, wish.hotkey);
      const own = miners
        .list()
        .filter(({ netuid, hotkey }) => netuid === wish.netuid && hotkey === wish.hotkey)
        .map(({ minerId, name, state: runs }) => ({ minerId, name, running: runs === "running" }));
      const waitBlocks = servingWaitBlocks(
        state.record?.publishedAtBlock ?? null,
        state.rateLimitBlocks,
        state.atBlock,
      );
      return {
        ...wish,
        ...state,
        record: state.record && { ...state.record, endpoint: endpointText(state.record.ip, state.record.port) },
        waitBlocks,
        waitMs: waitBlocks * blockTimeMs(),
        miners: own,
        sentence: sentenceOf(state, own),
      };
    },
    async prepare({ ip, port, allowPrivate = false, ...named }) {
      const address = externalIp(ip, mayBePrivate(allowPrivate));
      const tried = reach.last();
      const proven =
        tried?.state === "reached" && tried.endpoint === endpointText(ipText(address.ip, address.type), port);
      const endpoint = { ip: address, port, reachedFrom: proven ? tried.from : null };
      return transactions.prepare(await planAxon(chain, wishOf(named), endpoint, blockTimeMs()));
    },
    prepareReset: async (named) => transactions.prepare(await planAxon(chain, wishOf(named), null, blockTimeMs())),
  };
}
