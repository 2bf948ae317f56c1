import type { EventRecord } from "@polkadot/types/interfaces";
import type { Logger } from "pino";
import type { Chain } from "#main/chain/chain.ts";
import type { Keys } from "#main/keys/keys.ts";
import type { Transactions } from "#main/transactions/transactions.ts";
import { shortAddress } from "#src/address/short-address.ts";
import { AppError } from "#src/app-error.ts";
import type { TransactionView } from "#src/contract/transactions.ts";
import type { ProxyRecords } from "./proxy-records.ts";

/** Transactions among which new pure accounts are looked for. */
const LOOKED_AT = 100;

export interface PureAccounts {
  /** Notes what sent transactions made, also those of before a restart, and watches the new accounts. */
  collect(): Promise<void>;
}

/** A free wallet name that begins with the one wanted. */
function freeName(keys: Pick<Keys, "list">, wanted: string): string {
  const taken = new Set(keys.list().map(({ name }) => name.toLowerCase()));
  let name = wanted;
  for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = `${wanted} ${number}`;
  return name;
}

/** Keeps what a pure account was made with, read from the block that made it: without that it can never be ended. */
export function createPureAccounts(deps: {
  chain: Chain;
  keys: Pick<Keys, "list" | "watch">;
  transactions: Pick<Transactions, "list">;
  records: ProxyRecords;
  log: Logger;
}): PureAccounts {
  const { chain, keys, transactions, records, log } = deps;
  const done = new Set<string>();

  async function note({ block, signer, nonce }: TransactionView): Promise<void> {
    if (!block) return;
    const { api, identity } = chain.live();
    const at = await api.at(block.hash);
    const all = (await at.query.system?.events?.()) as unknown as EventRecord[] | undefined;
    for (const { phase, event } of all ?? []) {
      if (!phase.isApplyExtrinsic || !phase.asApplyExtrinsic.eq(block.index)) continue;
      if (event.section !== "proxy" || event.method !== "PureCreated") continue;
      const [pure, spawner, type, index] = event.data;
      const address = pure?.toString() ?? "";
      if (records.pures(identity.genesisHash).some((one) => one.address === address)) continue;
      const name = records.wished(identity.genesisHash, signer, nonce) ?? `Pure ${shortAddress(address)}`;
      records.addPure(identity.genesisHash, {
        address,
        name,
        spawner: spawner?.toString() ?? "",
        type: type?.toString() ?? "",
        index: Number(index?.toString() ?? 0),
        height: block.number,
        extrinsicIndex: block.index,
      });
      if (!keys.list().some((wallet) => wallet.address === address)) keys.watch(freeName(keys, name), address);
    }
  }

  return {
    async collect() {
      const { name } = chain.status();
      const made = transactions
        .list(LOOKED_AT)
        .filter(
          ({ section, method, block, error, network, transactionId }) =>
            section === "Proxy" &&
            (method === "create_pure" || method === "proxy") &&
            network === name &&
            block !== null &&
            error === null &&
            !done.has(`${transactionId} ${block.hash}`),
        );
      for (const one of made) {
        try {
          await note(one);
          done.add(`${one.transactionId} ${one.block?.hash}`);
        } catch (error) {
          if (error instanceof AppError) throw error;
          // The node may have forgotten the block; another one may still have it.
          log.debug({ err: error, transactionId: one.transactionId }, "what a transaction made could not be read");
        }
      }
    },
  };
}
