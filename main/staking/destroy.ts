import type { Chain } from "#main/chain/chain.ts";
import { buildCall, storageItem } from "#main/chain/lookup.ts";
import type { Keys } from "#main/keys/keys.ts";
import { quoteBlock } from "#main/transactions/quote-fee.ts";
import type { Transactions } from "#main/transactions/transactions.ts";
import { decodeAddress } from "#src/address/ss58.ts";
import { formatAlpha, formatDecimal } from "#src/amount/format-amount.ts";
import { least } from "#src/amount/least.ts";
import { AppError } from "#src/app-error.ts";
import type { PlanView } from "#src/contract/transactions.ts";
import { alphaWorthRao } from "#src/swap/pool.ts";
import { row } from "./bill-rows.ts";
import { createNodeAnswers } from "./node-answers.ts";
import { readStakingState } from "./read-state.ts";

export interface DestroyWish {
  readonly walletId: string;
  readonly how: "recycle" | "burn";
  readonly hotkey: string;
  readonly netuid: number;
  readonly alphaRao: bigint;
  readonly confirmation: string;
}

/** Destroying alpha. Errors: `DESTROY_…` with the figure that would work, `NETWORK_…`. */
export interface Destroying {
  prepareDestroy(wish: DestroyWish): Promise<PlanView>;
}

const WORDS = {
  recycle: {
    verb: "Recycle",
    what: "It leaves circulation and what was issued, so that the subnet may emit as much again.",
  },
  burn: { verb: "Burn", what: "It is destroyed and stays counted as issued: nobody ever gets it again." },
} as const;

export function createDestroying(deps: {
  chain: Chain;
  keys: Pick<Keys, "get">;
  transactions: Pick<Transactions, "prepare">;
}): Destroying {
  const { chain, keys, transactions } = deps;

  /** The subnet's name on the chain; empty where it has none. */
  async function nameOf(netuid: number): Promise<string> {
    if (!chain.has("storage", "SubtensorModule", "SubnetIdentitiesV3")) return "";
    const [identity] = await chain.read([[storageItem(chain.api(), "SubtensorModule", "SubnetIdentitiesV3"), netuid]]);
    const bytes = (identity as unknown as { get(name: string): { toUtf8(): string } | undefined } | null)?.get(
      "subnetName",
    );
    return bytes?.toUtf8().trim() ?? "";
  }

  return {
    async prepareDestroy({ walletId, how, hotkey, netuid, alphaRao, confirmation }) {
      const { address } = keys.get(walletId);
      decodeAddress(hotkey, { field: "hotkey" });
      if (netuid === 0) {
        throw new AppError("DESTROY_ROOT", "On root nothing can be recycled or burned.", {
          hint: "Choose a position on another subnet.",
          field: "netuid",
        });
      }
      if (alphaRao === 0n) {
        throw new AppError("DESTROY_NOTHING", "Nothing would be destroyed.", {
          hint: "Enter how much alpha; nothing is filled in for you.",
          field: "alphaRao",
        });
      }
      const { live, at } = quoteBlock(chain);
      const node = createNodeAnswers(live, at);
      const [held, locks, state, subnetName] = await Promise.all([
        node.positionAlphaRao(hotkey, address, netuid),
        node.availability([address], [netuid]),
        readStakingState(chain, live, at, { accounts: [], netuids: [netuid], hotkeys: [hotkey] }),
        nameOf(netuid),
      ]);
      const subnet = state.subnets.get(netuid);
      if (!subnet?.exists || !subnet.started) {
        throw new AppError(
          "DESTROY_SUBNET_CLOSED",
          `Subnet ${netuid} ${subnet?.exists ? "has not been started" : "does not exist"}.`,
          {
            hint: "Choose a position on a subnet that runs.",
            field: "netuid",
          },
        );
      }
      const available = least(held, locks.get(`${address} ${netuid}`)?.availableAlphaRao ?? held);
      if (alphaRao > available) {
        throw new AppError(
          "DESTROY_ABOVE_AVAILABLE",
          `${formatAlpha(alphaRao)} is more than this position has: ${formatAlpha(available)}.`,
          {
            hint: `Enter at most ${formatDecimal(available)} α.`,
            field: "alphaRao",
            details: { mostAlphaRao: available.toString(), heldAlphaRao: held.toString() },
          },
        );
      }
      const typed = confirmation.trim().toLowerCase();
      const wanted = subnetName === "" ? String(netuid) : subnetName;
      if (typed !== wanted.toLowerCase()) {
        throw new AppError("DESTROY_UNCONFIRMED", `To destroy alpha for ever, type "${wanted}".`, {
          hint: `Type the subnet's name, ${wanted}, as the confirmation.`,
          field: "confirmation",
          details: { wanted },
        });
      }
      const { verb, what } = WORDS[how];
      const worthRao = alphaWorthRao(subnet.market, alphaRao);
      return transactions.prepare({
        title: `${verb} ${formatAlpha(alphaRao)} of subnet ${netuid}`,
        signer: { walletId, role: "coldkey" },
        call: (api) => buildCall(api, "SubtensorModule", `${how}_alpha`, hotkey, alphaRao, netuid),
        rows: [
          row("Destroyed for ever", alphaRao.toString(), "alphaRao", "danger"),
          row("Worth at the pool's price", worthRao.toString(), "rao", "danger"),
          row("Subnet", subnetName === "" ? String(netuid) : `${netuid} ${subnetName}`),
          row("Behind", hotkey, "address"),
          row("Left in this position", (held - alphaRao).toString(), "alphaRao"),
          row("What you get back", "Nothing.", "text", "danger"),
          row("What it does", what),
        ],
        spendsMaxRao: 0n,
        spendsExpectedRao: 0n,
        warnings: ["This destroys your alpha to the benefit of everybody else who holds it. Nobody can undo it."],
      });
    },
  };
}
