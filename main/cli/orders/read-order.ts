import { parseAlpha, parseTao } from "#src/amount/parse-amount.ts";
import { AppError } from "#src/app-error.ts";
import type { Input } from "#src/contract/index.ts";
import type { WalletView } from "#src/contract/wallet.ts";
import { pickHotkey } from "../references.ts";
import { UsageError } from "../usage-error.ts";
import type { OrderName } from "./order-fields.ts";

type StakingInput = Input<"staking.prepare">;
type Guard = Omit<StakingInput, "walletId" | "order">;
type TransferInput = Omit<Input<"transfers.prepare">, "walletId">;

/** What was typed, checked as far as it can be without the app. Amounts in rao as text, null for all. */
export type ReadOrder =
  | { readonly kind: "transfer"; readonly input: TransferInput }
  | {
      readonly kind: "staking";
      readonly guard: Guard;
      /** Hotkeys may be named, which needs the wallet. */
      readonly order: (wallet: WalletView | null) => StakingInput["order"];
    };

const PERCENT = /^(\d{1,2})(?:\.(\d{1,4}))?\s*%?$/;

/** A percentage as parts per million. Error: `USAGE_WRONG`. */
export function tolerancePpm(text: string): number {
  const [, whole, fraction = ""] = PERCENT.exec(text.trim()) ?? [];
  const ppm = whole === undefined ? 0 : Number(whole) * 10_000 + Number(fraction.padEnd(4, "0"));
  if (ppm < 1 || ppm > 500_000) {
    throw new UsageError(
      `"${text}" is no tolerance.`,
      "Give a percentage from 0.0001 to 50, for example --tolerance 0.5.",
      "tolerance",
    );
  }
  return ppm;
}

const amountOf = (text: string, parse: typeof parseTao): string | null =>
  text.trim().toLowerCase() === "all" ? null : String(parse(text, { field: "amount" }));

function guardOf(typed: Readonly<Record<string, unknown>>): Guard {
  const limit = typed.limitPrice as string | undefined;
  if (typed.noLimit === true && (limit !== undefined || typed.tolerance !== undefined || typed.partial === true)) {
    throw new UsageError("--no-limit has no tolerance, limit price or part.", undefined, "no-limit");
  }
  return {
    protect: typed.noLimit !== true,
    allowPartial: typed.partial === true,
    ...(typed.tolerance === undefined ? {} : { tolerancePpm: tolerancePpm(typed.tolerance as string) }),
    ...(limit === undefined ? {} : { limitPriceRaoPerAlpha: String(parseTao(limit, { field: "limitPrice" })) }),
  };
}

const looksLikeAddress = (text: string): boolean => /^[1-9A-HJ-NP-Za-km-z]{46,50}$/.test(text);

/** An address, or the name of a hotkey of the wallet. */
function hotkeyOf(text: string | undefined, wallet: WalletView | null, flag: string): string {
  if (text !== undefined && looksLikeAddress(text)) return text;
  if (wallet) return pickHotkey(wallet, text).address;
  throw new AppError("HOTKEY_UNKNOWN", `--${flag} needs the hotkey's address.`, {
    hint: "Names are known only with a wallet.",
    field: flag,
  });
}

/** Reads one operation from its typed fields. Errors: `USAGE_WRONG`, `AMOUNT_…`. */
export function readOrder(name: OrderName, typed: Readonly<Record<string, unknown>>): ReadOrder {
  const { netuid, to, hotkey, amount } = typed as { netuid: number; to: string; hotkey?: string; amount: string };
  if (name === "transfer") {
    return {
      kind: "transfer",
      input: { to, amountRao: amountOf(amount, parseTao), allowDeath: typed.allowDeath === true },
    };
  }
  const guard = guardOf(typed);
  if (name === "stake") {
    const amountRao = amountOf(amount, parseTao);
    const order = (wallet: WalletView | null) => {
      return { operation: "stake" as const, netuid, hotkey: hotkeyOf(to, wallet, "to"), amountRao };
    };
    return { kind: "staking", guard, order };
  }
  if (name === "unstake-all") {
    const operation = typed.toRoot === true ? ("unstakeAllAlpha" as const) : ("unstakeAll" as const);
    return {
      kind: "staking",
      guard,
      order: (wallet) => ({ operation, hotkey: hotkeyOf(hotkey, wallet, "hotkey") }),
    };
  }
  const alphaRao = amountOf(amount, parseAlpha);
  const toNetuid = (typed.toNetuid as number | undefined) ?? netuid;
  return {
    kind: "staking",
    guard,
    order: (wallet) => {
      const place = { netuid, hotkey: hotkeyOf(hotkey, wallet, "hotkey"), alphaRao };
      if (name === "unstake") return { operation: "unstake", ...place };
      if (name === "swap") return { operation: "swap", ...place, toNetuid };
      if (name === "move") return { operation: "move", ...place, toNetuid, toHotkey: hotkeyOf(to, wallet, "to") };
      return { operation: "transferStake", ...place, toNetuid, toColdkey: to };
    },
  };
}
