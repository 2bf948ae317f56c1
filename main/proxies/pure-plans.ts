import type { ApiPromise } from "@polkadot/api";
import { buildCall, type Extrinsic } from "#main/chain/lookup.ts";
import { row } from "#main/staking/bill-rows.ts";
import { formatTao } from "#src/amount/format-amount.ts";
import { AppError } from "#src/app-error.ts";
import type { PlanView } from "#src/contract/transactions.ts";
import { proxyDeposit } from "#src/fees/deposits.ts";
import { count } from "#src/words/count.ts";
import { delayText, type ProxyParts } from "./parts.ts";
import type { PureRecord } from "./proxy-records.ts";
import type { StoredProxy } from "./read-proxies.ts";
import { stillHolds } from "./through.ts";
import { depositRows, readFeePayer } from "./wrap.ts";

export interface PureWish {
  readonly walletId: string;
  readonly name: string;
  readonly type: string;
  readonly delayBlocks: number;
  readonly index: number;
}

const killCall =
  ({ address, spawner, type, index, height, extrinsicIndex }: PureRecord, right: StoredProxy) =>
  (api: ApiPromise): Extrinsic => {
    const kill = buildCall(api, "Proxy", "kill_pure", spawner, type, index, height, extrinsicIndex);
    return buildCall(api, "Proxy", "proxy", address, right.type, kill.method);
  };

/** Plans that make pure accounts and end them. */
export function createPurePlans(parts: ProxyParts) {
  const { chain, keys, transactions, balances, records, genesis, proxiesOf, nameOf, walletAt, limits, refuseDead } =
    parts;

  async function prepareCreatePure(wish: PureWish): Promise<PlanView> {
    const { walletId, type, delayBlocks, index } = wish;
    const name = wish.name.trim();
    if (keys.list().some((wallet) => wallet.name.toLowerCase() === name.toLowerCase())) {
      throw new AppError("PROXY_NAME_TAKEN", `There is a wallet named "${name}" already.`, {
        hint: "Choose another name for the pure account.",
        field: "name",
      });
    }
    await refuseDead(type);
    const depositRao = proxyDeposit(limits(), 1);
    const { address } = keys.get(walletId);
    const plan = await transactions.prepare({
      title: `Make the pure account ${name}`,
      signer: { walletId, role: "coldkey" },
      call: (api) => buildCall(api, "Proxy", "create_pure", type, delayBlocks, index),
      rows: [
        row("Used through", address, "address"),
        row("Type of its first proxy", type),
        row("Delay", delayText(delayBlocks)),
        ...depositRows("the pure account", depositRao, "to this account, when the pure account is ended"),
      ],
      reservesRao: depositRao,
      spendsMaxRao: 0n,
      spendsExpectedRao: 0n,
      warnings: [
        "A pure account has no key and no words. It is used through its proxies only; if the last one is removed or its key is lost, all that it holds is lost.",
        ...(type === "Any" ? [] : ["Only a proxy of type Any can end the account again."]),
      ],
    });
    records.wish(genesis(), address, plan.nonce, name);
    return plan;
  }

  async function prepareKillPure(address: string, confirmAddress: string): Promise<PlanView> {
    const pure = records.pures(genesis()).find((one) => one.address === address);
    if (!pure) {
      throw new AppError(
        "PROXY_PURE_UNKNOWN",
        "It is not known here how this account was made, and the chain asks for that.",
        {
          hint: "Only accounts that were made from this profile can be ended here.",
          field: "address",
        },
      );
    }
    if (confirmAddress !== address) {
      throw new AppError("PROXY_PURE_NOT_CONFIRMED", "The two addresses differ.", {
        hint: `Type ${address} once more to confirm that this account is to be ended.`,
        field: "confirmAddress",
      });
    }
    const [{ list, depositRao }, balance] = await Promise.all([proxiesOf(address), balances.of(address)]);
    if (balance.stakedRao === null) {
      throw new AppError("PROXY_PURE_HOLDS", "This network does not tell whether the account still holds stake.", {
        hint: "Stake that is left behind would be lost for ever: end the account through a node that tells stake.",
        field: "address",
      });
    }
    const heldRao = BigInt(balance.freeRao) + BigInt(balance.reservedRao);
    if (heldRao > 0n || BigInt(balance.stakedRao) > 0n) {
      throw new AppError(
        "PROXY_PURE_HOLDS",
        `The account still holds ${formatTao(heldRao)} and stake worth ${formatTao(BigInt(balance.stakedRao))}, which would be lost for ever.`,
        {
          hint: "Sell its stake and send everything away first, letting the account end.",
          field: "address",
          details: { freeRao: balance.freeRao, reservedRao: balance.reservedRao, stakedRao: balance.stakedRao },
        },
      );
    }
    const own = new Map(keys.list().map((wallet) => [wallet.address, wallet]));
    const right = list.find(({ delegate, type, delayBlocks }) => {
      const wallet = own.get(delegate);
      return type === "Any" && delayBlocks === 0 && wallet !== undefined && wallet.kind !== "watch";
    });
    if (!right) {
      throw new AppError("PROXY_NOT_ONE", "No coldkey here is a proxy of type Any without delay of this account.", {
        hint: "Only such a proxy may end a pure account.",
        field: "address",
      });
    }
    const { spawner, type, index, height, extrinsicIndex } = pure;
    const signer = right.delegate;
    return transactions.prepare({
      title: `End the pure account ${pure.name} for ever`,
      signer: { walletId: walletAt(signer), role: "coldkey" },
      accounts: {
        feePayer: await readFeePayer(chain, killCall(pure, right)(chain.api()).method.toHex(), signer),
        spender: signer,
      },
      call: killCall(pure, right),
      rows: [
        row("Pure account", address, "address", "danger"),
        row(
          "What is lost",
          "The address itself. Whatever is sent to it later is out of reach for everybody.",
          "text",
          "danger",
        ),
        row("Its proxies", list.map(({ delegate, type: each }) => `${nameOf(delegate)} (${each})`).join(", ")),
        row("Made by", spawner, "address"),
        row("Made in block", `${count(height)}, extrinsic ${extrinsicIndex}, as ${type}, number ${index}`),
        row("Deposit that goes back to its maker", depositRao.toString(), "rao", "good"),
      ],
      spendsMaxRao: 0n,
      spendsExpectedRao: 0n,
      warnings: ["This cannot be undone. Nobody can ever use this address again."],
      beforeSigning: stillHolds(parts, address, right),
    });
  }

  return { prepareCreatePure, prepareKillPure };
}
