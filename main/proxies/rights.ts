import { buildCall } from "#main/chain/lookup.ts";
import { row } from "#main/staking/bill-rows.ts";
import { decodeAddress } from "#src/address/ss58.ts";
import { AppError } from "#src/app-error.ts";
import type { PlanView } from "#src/contract/transactions.ts";
import { proxyDeposit } from "#src/fees/deposits.ts";
import { proxyTypeWords } from "#src/proxies/proxy-types.ts";
import { delayText, type ProxyParts } from "./parts.ts";
import { depositRows } from "./wrap.ts";

/** A right to give or take back. */
export interface RightWish {
  readonly walletId: string;
  readonly delegate: string;
  readonly type: string;
  readonly delayBlocks: number;
}

function widthWarnings(type: string): string[] {
  const { width, may } = proxyTypeWords(type);
  if (width === "everything")
    return [`Type ${type} may do everything: whoever holds the delegate's key holds this account.`];
  if (width === "wide") return [`Type ${type} is wide and can move all the money: ${may}`];
  return [];
}

/** Plans that give rights to act and take them back. */
export function createRights(parts: ProxyParts) {
  const { keys, transactions, proxiesOf, nameOf, limits, refuseDead } = parts;

  async function prepareAdd({ walletId, delegate, type, delayBlocks }: RightWish): Promise<PlanView> {
    decodeAddress(delegate, { field: "delegate" });
    const { address } = keys.get(walletId);
    if (delegate === address) {
      throw new AppError("PROXY_SELF", "An account cannot be its own proxy.", {
        hint: "Enter the address of the account that is to act for this one.",
        field: "delegate",
      });
    }
    const [held] = await Promise.all([proxiesOf(address), refuseDead(type)]);
    const { maxProxies } = limits();
    if (held.list.some((one) => one.delegate === delegate && one.type === type && one.delayBlocks === delayBlocks)) {
      throw new AppError("PROXY_DUPLICATE", `${nameOf(delegate)} is such a proxy already.`, {
        hint: "There is nothing to do. Another type or delay can be added beside it.",
        field: "delegate",
      });
    }
    if (held.list.length >= maxProxies) {
      throw new AppError(
        "PROXY_TOO_MANY",
        `This account has ${held.list.length} proxies, as many as the chain allows.`,
        {
          hint: "Remove one first.",
          field: "delegate",
          details: { most: maxProxies },
        },
      );
    }
    const due = proxyDeposit(limits(), held.list.length + 1);
    const addedRao = due - held.depositRao;
    const { may, mayNot } = proxyTypeWords(type);
    return transactions.prepare({
      title: `Let ${nameOf(delegate)} act as ${type} proxy`,
      signer: { walletId, role: "coldkey" },
      call: (api) => buildCall(api, "Proxy", "add_proxy", delegate, type, delayBlocks),
      rows: [
        row("Delegate", delegate, "address"),
        row("Type", type),
        row("It may", may),
        row("It may not", mayNot),
        row("Delay", delayText(delayBlocks)),
        ...depositRows(
          held.list.length === 0 ? "having proxies, and this one" : "one more proxy",
          addedRao > 0n ? addedRao : 0n,
          "when the proxy is removed",
        ),
      ],
      reservesRao: addedRao > 0n ? addedRao : 0n,
      spendsMaxRao: 0n,
      spendsExpectedRao: 0n,
      warnings: widthWarnings(type),
    });
  }

  async function prepareRemove({ walletId, delegate, type, delayBlocks }: RightWish): Promise<PlanView> {
    decodeAddress(delegate, { field: "delegate" });
    const { address } = keys.get(walletId);
    const held = await proxiesOf(address);
    if (!held.list.some((one) => one.delegate === delegate && one.type === type && one.delayBlocks === delayBlocks)) {
      throw new AppError(
        "PROXY_NOT_FOUND",
        `${nameOf(delegate)} is no ${type} proxy of this account with that delay.`,
        {
          hint: "Look at the list of proxies; delegate, type and delay all have to fit.",
          field: "delegate",
        },
      );
    }
    const left = proxyDeposit(limits(), held.list.length - 1);
    const pure = parts.records.pures(parts.genesis()).some((one) => one.address === address);
    return transactions.prepare({
      title: `Take the ${type} right of ${nameOf(delegate)} back`,
      signer: { walletId, role: "coldkey" },
      call: (api) => buildCall(api, "Proxy", "remove_proxy", delegate, type, delayBlocks),
      rows: [
        row("Delegate", delegate, "address"),
        row("Type", type),
        row("Delay", delayText(delayBlocks)),
        row("Deposit that comes back", (held.depositRao - left).toString(), "rao", "good"),
      ],
      spendsMaxRao: 0n,
      spendsExpectedRao: 0n,
      warnings:
        pure && held.list.length === 1
          ? ["This is the last proxy of a pure account: without it nobody can ever use the account again."]
          : [],
    });
  }

  async function preparePays(walletId: string, delegate: string, pays: boolean): Promise<PlanView> {
    decodeAddress(delegate, { field: "delegate" });
    const { address } = keys.get(walletId);
    const { list } = await proxiesOf(address);
    if (!list.some((one) => one.delegate === delegate)) {
      throw new AppError("PROXY_NOT_FOUND", `${nameOf(delegate)} is no proxy of this account.`, {
        hint: "Add it as a proxy first.",
        field: "delegate",
      });
    }
    return transactions.prepare({
      title: pays ? `Pay the proxy fees of ${nameOf(delegate)}` : `Stop paying the proxy fees of ${nameOf(delegate)}`,
      signer: { walletId, role: "coldkey" },
      call: (api) => buildCall(api, "Proxy", "set_real_pays_fee", delegate, pays),
      rows: [
        row("Delegate", delegate, "address"),
        row("Fees of its proxy calls", pays ? "paid by this account" : "paid by the delegate itself"),
      ],
      spendsMaxRao: 0n,
      spendsExpectedRao: 0n,
      warnings: pays ? ["The delegate decides how many calls it makes, and this account pays the fee of each."] : [],
    });
  }

  return { prepareAdd, prepareRemove, preparePays };
}
