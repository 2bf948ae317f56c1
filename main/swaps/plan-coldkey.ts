import { blake2AsHex } from "@polkadot/util-crypto";
import { blockWait } from "#main/chain/block-wait.ts";
import type { Chain } from "#main/chain/chain.ts";
import { accountOf, blockFigure } from "#main/chain/figures.ts";
import { buildCall, storageItem } from "#main/chain/lookup.ts";
import { announcedOf, announcedReads, type StoredAnnouncement } from "#main/chain/read-announced.ts";
import { row } from "#main/staking/bill-rows.ts";
import type { PlanSpec } from "#main/transactions/plan-spec.ts";
import { quoteBlock } from "#main/transactions/quote-fee.ts";
import type { Transactions } from "#main/transactions/transactions.ts";
import { toAccount } from "#main/wallet/account.ts";
import { decodeAddress } from "#src/address/ss58.ts";
import { formatTao } from "#src/amount/format-amount.ts";
import { AppError } from "#src/app-error.ts";
import type { WalletView } from "#src/contract/wallet.ts";
import { clearableAtBlock } from "#src/swaps/announcement.ts";
import { count } from "#src/words/count.ts";
import { swapConstants } from "./plan-hotkey.ts";

/** What the chain keeps of a coldkey that is announced: BlakeTwo256 of its 32 bytes (chain facts 2.2). */
export const coldkeyHash = (address: string): string => blake2AsHex(decodeAddress(address).accountId, 256);

interface ColdkeyState {
  readonly atBlock: number;
  readonly announced: StoredAnnouncement | null;
  readonly delay: number;
  readonly reannouncementDelay: number;
  readonly freeRao: bigint;
  readonly reservedRao: bigint;
}

async function readState(chain: Chain, coldkey: string): Promise<ColdkeyState> {
  const api = chain.api();
  const item = (name: string) => storageItem(api, "SubtensorModule", name);
  const [number, delay, reannouncement, account, ...announced] = await chain.read([
    [storageItem(api, "System", "Number")],
    [item("ColdkeySwapAnnouncementDelay")],
    [item("ColdkeySwapReannouncementDelay")],
    [storageItem(api, "System", "Account"), coldkey],
    ...announcedReads(api, coldkey),
  ]);
  const { freeRao, reservedRao } = toAccount(account);
  return {
    atBlock: blockFigure(number),
    announced: announcedOf(announced),
    delay: blockFigure(delay),
    reannouncementDelay: blockFigure(reannouncement),
    freeRao,
    reservedRao,
  };
}

/** The new coldkey must be fresh: the chain takes nothing else when the swap is carried out. Errors: `SWAP_COLDKEY_…`. */
async function ensureFresh(chain: Chain, coldkey: string, newColdkey: string): Promise<void> {
  decodeAddress(newColdkey, { field: "newColdkey" });
  const field = "newColdkey";
  if (newColdkey === coldkey) {
    throw new AppError("SWAP_COLDKEY_SAME", "This is the coldkey that everything is moved from.", {
      hint: "Make a new wallet, and use its address.",
      field,
    });
  }
  const api = chain.api();
  const item = (name: string) => storageItem(api, "SubtensorModule", name);
  const [staking, owned, owner] = await chain.read([
    [item("StakingHotkeys"), newColdkey],
    [item("OwnedHotkeys"), newColdkey],
    [item("Owner"), newColdkey],
  ]);
  const isUsed = [staking, owned].some((list) => [...(list as unknown as Iterable<unknown>)].length > 0);
  if (isUsed) {
    throw new AppError("SWAP_COLDKEY_USED", "This coldkey has stake or hotkeys on the chain already.", {
      hint: "The chain takes a fresh coldkey only: make a new wallet, write its words down, and use its address.",
      field,
    });
  }
  if (accountOf(owner) !== null) {
    throw new AppError("SWAP_COLDKEY_IS_HOTKEY", "This address is a hotkey on the chain.", {
      hint: "Use the address of a fresh coldkey.",
      field,
    });
  }
}

const nothingAnnounced = (): AppError =>
  new AppError("SWAP_NOT_ANNOUNCED", "No swap of this coldkey is announced.", {
    hint: "Announce one first; it can be carried out after the chain's waiting time.",
    field: "walletId",
  });

const tooSoon = (chain: Chain, what: string, atBlock: number, block: number): AppError =>
  new AppError("SWAP_COLDKEY_TOO_SOON", `${what} ${blockWait(chain, atBlock, block)}.`, {
    hint: "Wait until then; nothing has to stay open for it.",
    details: { possibleAtBlock: block, atBlock },
  });

/** Announces the move of everything to a fresh coldkey. `isOwn`: its secret is in this profile. */
export async function planAnnounce(
  chain: Chain,
  wallet: WalletView,
  newColdkey: string,
  isOwn: boolean,
): Promise<PlanSpec> {
  await ensureFresh(chain, wallet.address, newColdkey);
  const { announced, atBlock, delay, reannouncementDelay } = await readState(chain, wallet.address);
  if (announced !== null) {
    const again = clearableAtBlock(announced.executeAtBlock, reannouncementDelay);
    if (again > atBlock + 1)
      throw tooSoon(chain, "A swap is announced already. Another one can be announced in", atBlock, again);
  }
  const costRao = announced === null ? swapConstants(chain).everywhereRao : 0n;
  return {
    title: `Announce the move of ${wallet.name} to another coldkey`,
    signer: { walletId: wallet.walletId, role: "coldkey" },
    call: (api) => buildCall(api, "SubtensorModule", "announce_coldkey_swap", coldkeyHash(newColdkey)),
    rows: ({ feeRao }) => [
      row("From", wallet.address, "address"),
      row("To", newColdkey, "address"),
      row("Can be carried out from", blockWait(chain, atBlock, atBlock + 1 + delay)),
      row("Price of the announcement", costRao.toString(), "rao"),
      row("Network fee", feeRao.toString(), "rao"),
      row(
        "What you get back",
        costRao === 0n ? "Nothing." : `Nothing: ${formatTao(costRao)} is recycled.`,
        "text",
        "warning",
      ),
    ],
    spendsMaxRao: costRao,
    spendsExpectedRao: costRao,
    warnings: [
      `Until it is carried out or taken back, this coldkey can do nothing else: no sending, no staking, no registering. It can be taken back ${count(delay + reannouncementDelay)} blocks after the announcement at the earliest.`,
      ...(isOwn
        ? []
        : ["The new coldkey is not in this profile. Make sure that you hold its words: everything will be its."]),
    ],
  };
}

/** Carries an announced swap out: everything moves. */
export async function planExecute(
  chain: Chain,
  fees: Transactions["fees"],
  wallet: WalletView,
  newColdkey: string | null,
): Promise<PlanSpec> {
  const { live, at } = quoteBlock(chain);
  const { announced, atBlock, freeRao, reservedRao } = await readState(chain, wallet.address);
  if (announced === null) throw nothingAnnounced();
  if (newColdkey === null) {
    throw new AppError("SWAP_COLDKEY_UNKNOWN", "This profile does not know which coldkey was announced.", {
      hint: "Enter the new coldkey's address; it must be the one that was announced.",
      field: "newColdkey",
    });
  }
  if (coldkeyHash(newColdkey) !== announced.hash) {
    throw new AppError("SWAP_COLDKEY_NOT_ANNOUNCED", "Another coldkey was announced than this one.", {
      hint: "Enter the address that was announced.",
      field: "newColdkey",
      details: { announcedHash: announced.hash },
    });
  }
  if (announced.executeAtBlock > atBlock + 1) {
    throw tooSoon(chain, "The announced swap can be carried out in", atBlock, announced.executeAtBlock);
  }
  await ensureFresh(chain, wallet.address, newColdkey);
  const call = (api: typeof live.api) => buildCall(api, "SubtensorModule", "swap_coldkey_announced", newColdkey);
  const fee = await fees.of(live, at, wallet.address, call(live.api).method.toHex());
  const left = freeRao - BigInt(fee.totalRao);
  const movesRao = left > 0n ? left : 0n;
  return {
    title: `Move everything of ${wallet.name} to another coldkey`,
    signer: { walletId: wallet.walletId, role: "coldkey" },
    call,
    rows: [
      row("From", wallet.address, "address"),
      row("To", newColdkey, "address"),
      row("Free TAO that moves", movesRao.toString(), "rao"),
      row("Also moves", "all stake, hotkeys with their UIDs, subnets, the identity and where rewards go"),
      ...(reservedRao > 0n ? [row("Stays, reserved for deposits", reservedRao.toString(), "rao", "danger")] : []),
    ],
    spendsMaxRao: movesRao,
    spendsExpectedRao: movesRao,
    allowDeath: true,
    warnings: [
      "Everything belongs to the new coldkey afterwards. It cannot be undone from this side.",
      ...(reservedRao > 0n
        ? ["Deposits stay with the old coldkey: free them first where you can (proxies, multisigs)."]
        : []),
    ],
  };
}

/** Freezes the account, for good as far as its owner is concerned. */
export async function planDispute(chain: Chain, wallet: WalletView): Promise<PlanSpec> {
  const { announced } = await readState(chain, wallet.address);
  if (announced === null) throw nothingAnnounced();
  return {
    title: `Dispute the swap of ${wallet.name}`,
    signer: { walletId: wallet.walletId, role: "coldkey" },
    call: (api) => buildCall(api, "SubtensorModule", "dispute_coldkey_swap"),
    rows: [
      row("Account that is frozen", wallet.address, "address"),
      row("Announced hash", announced.hash),
      row("What it does", "The announced swap cannot be carried out, and nothing else either.", "text", "danger"),
      row("How it ends", "Only the network's team can lift it.", "text", "danger"),
    ],
    spendsMaxRao: 0n,
    spendsExpectedRao: 0n,
    warnings: [
      "This freezes everything of this coldkey until the network's team has looked at it. You cannot take it back.",
      "Do it when somebody else announced the swap: then your key is known to another, and this is what keeps your money.",
    ],
  };
}

/** Takes an announcement back. */
export async function planClear(chain: Chain, wallet: WalletView): Promise<PlanSpec> {
  const { announced, atBlock, reannouncementDelay } = await readState(chain, wallet.address);
  if (announced === null) throw nothingAnnounced();
  const possible = clearableAtBlock(announced.executeAtBlock, reannouncementDelay);
  if (possible > atBlock + 1) throw tooSoon(chain, "An announcement can be taken back in", atBlock, possible);
  return {
    title: `Take the announced swap of ${wallet.name} back`,
    signer: { walletId: wallet.walletId, role: "coldkey" },
    call: (api) => buildCall(api, "SubtensorModule", "clear_coldkey_swap_announcement"),
    rows: [
      row("Account", wallet.address, "address"),
      row("What it does", "The announcement is gone, and the coldkey works as before."),
      row("What it cost", "The price of the announcement does not come back."),
    ],
    spendsMaxRao: 0n,
    spendsExpectedRao: 0n,
    warnings: [],
  };
}
