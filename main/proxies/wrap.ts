import type { ApiPromise } from "@polkadot/api";
import type { Call } from "@polkadot/types/interfaces";
import { callName } from "#main/chain/call-name.ts";
import type { Chain } from "#main/chain/chain.ts";
import { hasCapability, storageItem } from "#main/chain/lookup.ts";
import { row } from "#main/staking/bill-rows.ts";
import { innerCalls } from "#main/transactions/inner-calls.ts";
import type { PlanFacts, PlanSpec } from "#main/transactions/plan-spec.ts";
import type { Plan } from "#main/transactions/plans.ts";
import { AppError } from "#src/app-error.ts";
import type { PlanRow } from "#src/contract/transactions.ts";
import { feePayer } from "#src/proxies/fee-payer.ts";
import { pairKey } from "./read-proxies.ts";

const BATCHES: ReadonlySet<string> = new Set(["Utility.batch", "Utility.batch_all", "Utility.force_batch"]);

const look = (api: ApiPromise, agreed: ReadonlySet<string>) => ({
  proxied: (call: Call) => {
    const [inner] = callName(api, call) === "Proxy.proxy" ? innerCalls(call) : [];
    return inner ? { real: call.args[0]?.toString() ?? "", inner } : null;
  },
  batched: (call: Call) => (BATCHES.has(callName(api, call)) ? innerCalls(call) : null),
  realPays: (real: string, delegate: string) => agreed.has(pairKey(real, delegate)),
});

/** Who acts for whom in a call, as far as agreements to pay can matter. */
function pairsIn(api: ApiPromise, call: Call, signer: string): [real: string, delegate: string][] {
  const { proxied, batched } = look(api, new Set());
  const outer = proxied(call);
  if (!outer) return [];
  const deeper = [outer.inner, ...(batched(outer.inner) ?? [])].flatMap((one): [string, string][] => {
    const nested = proxied(one);
    return nested ? [[nested.real, outer.real]] : [];
  });
  return [[outer.real, signer], ...deeper];
}

/** Who pays the fee of a call that this account signs, as the chain stands now (chain facts 5.3). */
export async function readFeePayer(chain: Chain, callHex: string, signer: string): Promise<string> {
  const api = chain.api();
  const call = api.registry.createType<Call>("Call", callHex);
  const pairs = pairsIn(api, call, signer);
  if (pairs.length === 0 || !hasCapability(api, "storage", "Proxy", "RealPaysFee")) return signer;
  const item = storageItem(api, "Proxy", "RealPaysFee");
  const stored = await chain.read(pairs.map(([real, delegate]) => [item, real, delegate] as const));
  const agreed = new Set(pairs.flatMap(([real, delegate], at) => (stored[at] ? [pairKey(real, delegate)] : [])));
  return feePayer(call, signer, look(api, agreed));
}

/** The spec of a prepared plan, to be made part of another one. Errors: `PLAN_NOT_COLDKEY`, `PLAN_FOR_LATER`, `PLAN_UNKNOWN`. */
export function specOf({ spec, view }: Plan): PlanSpec {
  if (!spec) {
    throw new AppError("PLAN_UNKNOWN", "What this plan was made from is not known any more.", {
      hint: "Prepare it again.",
      field: "planId",
    });
  }
  if (view.signer.role !== "coldkey") {
    throw new AppError("PLAN_NOT_COLDKEY", "This call is signed by a hotkey, for which nobody acts here.", {
      hint: "Sign it with the hotkey itself.",
      field: "planId",
    });
  }
  if (spec.eraPeriodBlocks !== undefined) {
    throw new AppError(
      "PLAN_FOR_LATER",
      "This is to be signed now and sent later, which cannot be done for another account.",
      {
        hint: "Prepare it without waiting.",
        field: "planId",
      },
    );
  }
  return spec;
}

/** The rows of another plan without what they say of its fee, which is not the fee of this one. */
export const rowsOf =
  ({ rows }: PlanSpec) =>
  (facts: PlanFacts): PlanRow[] =>
    (typeof rows === "function" ? rows(facts) : [...rows]).filter(
      ({ place, label }) => place !== "fee" && label !== "Network fee" && label !== "Total at most",
    );

export const warningsOf =
  ({ warnings }: PlanSpec, more: readonly string[]) =>
  (facts: PlanFacts): string[] => [...(typeof warnings === "function" ? warnings(facts) : warnings), ...more];

/** A deposit as rows of a bill: reserved, and when it comes back. */
export const depositRows = (what: string, amountRao: bigint, returns: string): PlanRow[] =>
  amountRao === 0n
    ? []
    : [
        { ...row(`Deposit for ${what}, reserved`, amountRao.toString(), "rao"), place: "card" },
        { ...row("The deposit comes back", returns), place: "card" },
      ];
