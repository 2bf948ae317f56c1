import type { Chain } from "#main/chain/chain.ts";
import { buildCall } from "#main/chain/lookup.ts";
import type { PlanFacts, PlanSpec } from "#main/transactions/plan-spec.ts";
import { AppError } from "#src/app-error.ts";
import type { PlanRow } from "#src/contract/transactions.ts";
import { type Asked, type Judged, judgeMany } from "./judge-many.ts";
import { row, warningsOf } from "./plan-registration.ts";

/** The first refusal, with the number of its item in the field. */
function refuseFirst(judged: readonly Judged[]): void {
  for (const [at, { error, wish }] of judged.entries()) {
    if (!error) continue;
    throw new AppError(error.code, `${wish.hotkeyName} on subnet ${wish.netuid}: ${error.message}`, {
      hint: error.hint,
      field: `items.${at}`,
      ...(error.details ? { details: error.details } : {}),
    });
  }
}

/**
 * Several registrations in one transaction, all or none, each with its own ceiling. Errors: those of `planRegistration`
 * with the number of the item as field, `REGISTRATION_TWICE`, `NETWORK_LACKS_CAPABILITY` where the node has no batch or no
 * price ceiling.
 */
export async function planMany(
  chain: Chain,
  asked: readonly Asked[],
  afterSuccess: NonNullable<PlanSpec["afterSuccess"]>,
): Promise<PlanSpec> {
  const items = await judgeMany(chain, asked);
  refuseFirst(items);
  const sum = (of: (item: Judged) => bigint): bigint => items.reduce((total, item) => total + of(item), 0n);
  const spendsMaxRao = sum(({ wish }) => wish.ceilingRao);
  const spendsExpectedRao = sum(({ expectedRao }) => expectedRao);
  const rows = ({ feeRao }: PlanFacts): PlanRow[] => [
    ...items.map(({ wish }) =>
      row(`Subnet ${wish.netuid}, ${wish.hotkeyName}, at most`, wish.ceilingRao.toString(), "rao"),
    ),
    row("Prices now, together", spendsExpectedRao.toString(), "rao"),
    row("Network fee", feeRao.toString(), "rao"),
    row("Total at most", (spendsMaxRao + feeRao).toString(), "rao"),
    row("All or none", "If one registration fails, none of them happens and only the fee is paid.", "text"),
    row("What you get back", "Nothing: the prices are burned and the fee is paid.", "text", "warning"),
  ];
  return {
    title: `Register ${items.length} ${items.length === 1 ? "hotkey" : "hotkeys"}`,
    signer: { walletId: items[0]?.wish.walletId ?? "", role: "coldkey" },
    call: (api) =>
      buildCall(
        api,
        "Utility",
        "batch_all",
        items.map(({ wish }) =>
          buildCall(api, "SubtensorModule", "register_limit", wish.netuid, wish.hotkey, wish.ceilingRao),
        ),
      ),
    rows,
    spendsMaxRao,
    spendsExpectedRao,
    warnings: [...new Set(items.flatMap(({ wish, price }) => warningsOf(wish, price)))],
    afterSuccess,
  };
}
