import type { Chain } from "#main/chain/chain.ts";
import { buildCall } from "#main/chain/lookup.ts";
import type { PlanFacts, PlanSpec } from "#main/transactions/plan-spec.ts";
import { AppError } from "#src/app-error.ts";
import type { RegistrationPrice } from "#src/contract/registration.ts";
import type { PlanRow } from "#src/contract/transactions.ts";
import { type BurnParameters, bumpBurn } from "#src/registration/burn-price.ts";
import { type RegistrationWish, refuseHopeless, row, warningsOf } from "./plan-registration.ts";

const DEFAULT_CEILING_PERCENT = 5n;
const BILLION = 1_000_000_000n;

/** `1.26` as U64F64 bits. */
function factorBits(text: string): bigint {
  const [whole = "0", fraction = ""] = text.split(".");
  return (((BigInt(whole) * BILLION + BigInt(fraction.padEnd(9, "0").slice(0, 9))) << 64n) / BILLION) as bigint;
}

/** What governs the price, out of what is shown of it; null where the runtime does not tell. */
export function parametersOf(price: RegistrationPrice): BurnParameters | null {
  if (price.halfLifeBlocks === null || price.increaseFactor === null) return null;
  return {
    minBurnRao: BigInt(price.minBurnRao),
    maxBurnRao: BigInt(price.maxBurnRao),
    halfLifeBlocks: price.halfLifeBlocks,
    increaseFactorBits: factorBits(price.increaseFactor),
  };
}

/** Prices as the batch meets them: every registration on a subnet raises the next one's there. */
function expectedPrices(items: readonly { wish: RegistrationWish; price: RegistrationPrice }[]): bigint[] {
  const now = new Map<number, bigint>();
  return items.map(({ wish, price }) => {
    const expected = now.get(wish.netuid) ?? BigInt(price.burnRao);
    const parameters = parametersOf(price);
    now.set(wish.netuid, parameters ? bumpBurn(expected, parameters) : expected);
    return expected;
  });
}

/**
 * Several registrations in one transaction, all or none, each with its own ceiling. Errors: those of `planRegistration`
 * with the number of the item as field, `REGISTRATION_TWICE`, `NETWORK_LACKS_CAPABILITY` where the node has no batch or no
 * price ceiling.
 */
export async function planMany(
  chain: Chain,
  items: readonly { wish: RegistrationWish; price: RegistrationPrice }[],
  afterSuccess: NonNullable<PlanSpec["afterSuccess"]>,
): Promise<PlanSpec> {
  const seen = new Set<string>();
  const expected = expectedPrices(items);
  const ceilings = items.map(({ wish }, at) => {
    const price = expected[at] as bigint;
    return wish.ceilingRao ?? price + (price * DEFAULT_CEILING_PERCENT) / 100n;
  });
  for (const [at, { wish, price }] of items.entries()) {
    const key = `${wish.netuid}/${wish.hotkey}`;
    if (seen.has(key)) {
      throw new AppError("REGISTRATION_TWICE", `${wish.hotkeyName} stands twice for subnet ${wish.netuid}.`, {
        hint: "Name each hotkey once a subnet.",
        field: `items.${at}`,
      });
    }
    seen.add(key);
    // Within the batch the price is that after the registrations before it.
    const met = { ...price, burnRao: (expected[at] as bigint).toString() };
    await refuseHopeless(chain, { ...wish, ceilingRao: ceilings[at] as bigint }, met);
  }
  const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, rao) => total + rao, 0n);
  const spendsMaxRao = sum(ceilings);
  const rows = ({ feeRao }: PlanFacts): PlanRow[] => [
    ...items.map(({ wish }, at) =>
      row(`Subnet ${wish.netuid}, ${wish.hotkeyName}, at most`, (ceilings[at] as bigint).toString(), "rao"),
    ),
    row("Prices now, together", sum(expected).toString(), "rao"),
    row("Network fee", feeRao.toString(), "rao"),
    row("Total at most", (spendsMaxRao + feeRao).toString(), "rao"),
    row("All or none", "If one registration fails, none of them happens and only the fee is paid.", "text"),
    row("What you get back", "Nothing: the prices are burned and the fee is paid.", "text", "warning"),
  ];
  const warnings = items.flatMap(({ wish, price }) => warningsOf(wish, price));
  const coldkeyOf = items[0]?.wish.walletId ?? "";
  return {
    title: `Register ${items.length} ${items.length === 1 ? "hotkey" : "hotkeys"}`,
    signer: { walletId: coldkeyOf, role: "coldkey" },
    call: (api) =>
      buildCall(
        api,
        "Utility",
        "batch_all",
        items.map(({ wish }, at) =>
          buildCall(api, "SubtensorModule", "register_limit", wish.netuid, wish.hotkey, ceilings[at]),
        ),
      ),
    rows,
    spendsMaxRao,
    spendsExpectedRao: sum(expected),
    warnings: [...new Set(warnings)],
    afterSuccess,
  };
}
