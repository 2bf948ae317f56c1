import type { Plan } from "#main/transactions/plans.ts";
import { AppError } from "#src/app-error.ts";
import { orderTitle } from "#src/basket/order-title.ts";
import type { BasketOrder } from "#src/contract/basket.ts";
import { isGrave } from "#src/transactions/grave.ts";

/**
 * The call of any plan as an item of a basket: the order where the plan knows one, else its bytes. Errors: `BASKET_NOT_COLDKEY`,
 * `BASKET_NESTED`, `BASKET_ALONE`, `BASKET_FOR_LATER`.
 */
export function itemOf({ view: plan, signer, spec, frame }: Plan): { title: string; order: BasketOrder } {
  if (signer.role !== "coldkey") {
    throw new AppError("BASKET_NOT_COLDKEY", "Only calls that a coldkey signs can be batched.", {
      hint: "Send this one by itself; calls of a hotkey are mostly free alone.",
    });
  }
  if (plan.call.section === "Utility") {
    throw new AppError("BASKET_NESTED", "This is a batch already, and the chain refuses a batch inside a batch.", {
      hint: "Put its calls into the basket one by one.",
    });
  }
  if (isGrave(plan)) {
    throw new AppError("BASKET_ALONE", "This cannot be undone, so it is confirmed by itself and never among others.", {
      hint: "Confirm it now, or leave it.",
    });
  }
  if (spec?.eraPeriodBlocks !== undefined) {
    throw new AppError("BASKET_FOR_LATER", "This is to be signed now and sent later, which a batch cannot be.", {
      hint: "Prepare it without waiting, and add that.",
    });
  }
  if (spec?.order) return { title: orderTitle(spec.order), order: spec.order };
  const { address } = plan.signer;
  const own = (spec?.accounts?.spender ?? address) === address;
  return {
    title: plan.title,
    order: {
      kind: "call",
      title: plan.title,
      callHex: frame.callHex as `0x${string}`,
      specVersion: frame.specVersion,
      rows: plan.rows,
      warnings: plan.warnings,
      // What a call made for another account spends is not the signer's.
      spendsMaxRao: own ? plan.spendsMaxRao : "0",
      spendsExpectedRao: own ? plan.spendsExpectedRao : "0",
      reservesRao: own ? (spec?.reservesRao ?? 0n).toString() : "0",
    },
  };
}
