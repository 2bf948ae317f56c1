import type { Chain } from "#main/chain/chain.ts";
import { buildCall, storageItem } from "#main/chain/lookup.ts";
import type { PlanFacts, PlanSpec } from "#main/transactions/plan-spec.ts";
import { formatTao } from "#src/amount/format-amount.ts";
import { AppError } from "#src/app-error.ts";
import type { LostUid, RegistrationPrice } from "#src/contract/registration.ts";
import type { PlanRow } from "#src/contract/transactions.ts";

/** A ceiling that was not chosen is the price now plus this many percent. */
const DEFAULT_CEILING_PERCENT = 5n;

export interface RegistrationWish {
  readonly netuid: number;
  readonly walletId: string;
  readonly coldkey: string;
  readonly hotkeyName: string;
  readonly hotkey: string;
  readonly ceilingRao: bigint | null;
  /** All hotkeys of this profile, to tell when one's own would be replaced. */
  readonly ownHotkeys: readonly string[];
  /** How the hotkey lost its UID on a subnet that never takes it back. */
  readonly buried: LostUid | null;
}

export const row = (
  label: string,
  value: string,
  kind: PlanRow["kind"],
  tone: PlanRow["tone"] = "normal",
): PlanRow => ({
  label,
  value,
  kind,
  tone,
});

/** What the chain knows of a hotkey on a subnet. */
export interface HotkeyFacts {
  readonly uid: number | null;
  /** The coldkey it belongs to; null where it was never used. */
  readonly owner: string | null;
}

/** Facts of several hotkeys, one request. Order as asked. */
export async function readHotkeyFacts(
  chain: Chain,
  asked: readonly Pick<RegistrationWish, "netuid" | "hotkey">[],
): Promise<HotkeyFacts[]> {
  const uids = storageItem(chain.api(), "SubtensorModule", "Uids");
  const owners = storageItem(chain.api(), "SubtensorModule", "Owner");
  const values = await chain.read(
    asked.flatMap(({ netuid, hotkey }) => [[uids, netuid, hotkey] as const, [owners, hotkey] as const]),
  );
  return asked.map((_, index) => {
    const [uid, owner] = values.slice(index * 2, index * 2 + 2);
    return {
      uid: uid ? Number(uid.toString()) : null,
      owner: owner && !owner.isEmpty ? owner.toString() : null,
    };
  });
}

/** Throws what `hopeless` finds. */
export async function refuseHopeless(
  chain: Chain,
  wish: RegistrationWish,
  price: RegistrationPrice,
  mayWait = false,
): Promise<void> {
  const [facts] = await readHotkeyFacts(chain, [wish]);
  const error = hopeless(wish, price, facts as HotkeyFacts, mayWait);
  if (error) throw error;
}

/**
 * What can never work, checked before a fee is spent on it: the chain's own conditions (chain facts 2.2) and the
 * subnet's rule about hotkeys that were there before. `mayWait` leaves a ceiling below the price of now alone.
 */
export function hopeless(
  wish: RegistrationWish,
  price: RegistrationPrice,
  { uid, owner }: HotkeyFacts,
  mayWait = false,
): AppError | null {
  const { netuid, coldkey, ceilingRao } = wish;
  if (wish.buried) {
    return new AppError("REGISTRATION_HOTKEY_BURIED", wish.buried.sentence, {
      hint: `Validators of subnet ${netuid} refuse it for ever. Make a new hotkey and register that one.`,
      field: "hotkeyName",
      details: { uid: wish.buried.uid },
    });
  }
  if (uid !== null) {
    return new AppError("REGISTRATION_ALREADY", `This hotkey already holds UID ${uid} on subnet ${netuid}.`, {
      hint: "There is nothing to pay. Start its miner, or choose another hotkey.",
      field: "hotkeyName",
      details: { uid },
    });
  }
  if (owner !== null && owner !== coldkey) {
    return new AppError("REGISTRATION_HOTKEY_FOREIGN", "On this network the hotkey belongs to another coldkey.", {
      hint: "Use the wallet it belongs to, or a new hotkey.",
      field: "hotkeyName",
      details: { owner },
    });
  }
  if (!price.registrationAllowed) {
    return new AppError("REGISTRATION_CLOSED", `The owner of subnet ${netuid} has closed registrations.`, {
      hint: "Choose another subnet, or wait until it opens.",
      field: "netuid",
    });
  }
  if (price.neurons >= price.maxNeurons && price.wouldReplace === null) {
    return new AppError("REGISTRATION_FULL", `Subnet ${netuid} is full and nobody in it can be replaced.`, {
      hint: "Choose another subnet, or try again later.",
      field: "netuid",
    });
  }
  const burnRao = BigInt(price.burnRao);
  if (ceilingRao !== null && ceilingRao < BigInt(price.minBurnRao)) {
    const lowest = formatTao(BigInt(price.minBurnRao));
    return new AppError(
      "REGISTRATION_CEILING_TOO_LOW",
      `The price on subnet ${netuid} never falls below ${lowest}, so a ceiling of ${formatTao(ceilingRao)} cannot be met.`,
      {
        hint: `Raise the ceiling to at least ${lowest}.`,
        field: "ceilingRao",
        details: { burnRao: burnRao.toString(), ceilingRao: ceilingRao.toString() },
      },
    );
  }
  if (!mayWait && ceilingRao !== null && ceilingRao < burnRao) {
    return new AppError(
      "REGISTRATION_CEILING_TOO_LOW",
      `The price is ${formatTao(burnRao)} now, above your ceiling of ${formatTao(ceilingRao)}.`,
      {
        hint: `Raise the ceiling to at least ${formatTao(burnRao)}, or wait for the price to fall.`,
        field: "ceilingRao",
        details: { burnRao: burnRao.toString(), ceilingRao: ceilingRao.toString() },
      },
    );
  }
  return null;
}

export function warningsOf(wish: RegistrationWish, price: RegistrationPrice): string[] {
  const warnings: string[] = [];
  if (price.call === "burned_register") {
    warnings.push(
      "This network has no price ceiling for registrations: if the price rises before inclusion, the higher price is paid.",
    );
  }
  const replaced = price.wouldReplace;
  if (replaced && wish.ownHotkeys.includes(replaced.hotkey)) {
    warnings.push(`This registration would replace your own UID ${replaced.uid}.`);
  }
  if (replaced?.immune)
    warnings.push(
      "Newcomers are replaced here even inside their immunity period, since few others are outside theirs.",
    );
  return warnings;
}

/**
 * What to sign to register a hotkey, or why it cannot work: `REGISTRATION_HOTKEY_BURIED`, `REGISTRATION_ALREADY`, `REGISTRATION_HOTKEY_FOREIGN`,
 * `REGISTRATION_CLOSED`, `REGISTRATION_FULL`, `REGISTRATION_CEILING_TOO_LOW`. Too little balance is refused when the
 * plan is built, with the figure that would do.
 */
export async function planRegistration(
  chain: Chain,
  wish: RegistrationWish,
  price: RegistrationPrice,
  afterSuccess: PlanSpec["afterSuccess"],
): Promise<PlanSpec> {
  await refuseHopeless(chain, wish, price);
  const { netuid, hotkey } = wish;
  const burnRao = BigInt(price.burnRao);
  const hasCeiling = price.call === "register_limit";
  const ceilingRao = wish.ceilingRao ?? burnRao + (burnRao * DEFAULT_CEILING_PERCENT) / 100n;
  const spendsMaxRao = hasCeiling ? ceilingRao : burnRao;

  const rows = ({ feeRao }: PlanFacts): PlanRow[] => [
    row("Subnet", String(netuid), "number"),
    row("Hotkey", hotkey, "address"),
    row("Price now", burnRao.toString(), "rao"),
    ...(hasCeiling ? [row("Price at most", ceilingRao.toString(), "rao")] : []),
    row("Network fee", feeRao.toString(), "rao"),
    row("Total at most", (spendsMaxRao + feeRao).toString(), "rao"),
    row(
      "What you get back",
      "Nothing: the price is burned and the fee is paid, whatever the miner earns later.",
      "text",
      "warning",
    ),
    row("What it does", price.outcome, "text"),
    row("Protected for", `${price.immunityBlocks} blocks`, "text"),
  ];
  return {
    title: `Register on subnet ${netuid}`,
    signer: { walletId: wish.walletId, role: "coldkey" },
    call: (api) =>
      hasCeiling
        ? buildCall(api, "SubtensorModule", "register_limit", netuid, hotkey, ceilingRao)
        : buildCall(api, "SubtensorModule", "burned_register", netuid, hotkey),
    rows,
    spendsMaxRao,
    spendsExpectedRao: burnRao,
    warnings: warningsOf(wish, price),
    order: {
      kind: "registration",
      netuid,
      hotkeyName: wish.hotkeyName,
      ...(wish.ceilingRao === null ? {} : { ceilingRao: wish.ceilingRao.toString() }),
    },
    ...(afterSuccess ? { afterSuccess } : {}),
  };
}
