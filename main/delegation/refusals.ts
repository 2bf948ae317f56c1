import { formatTao } from "#src/amount/format-amount.ts";
import { AppError } from "#src/app-error.ts";
import type { HotkeyDelegationView } from "#src/contract/delegation.ts";
import { type ChildrenRefusal, MAX_CHILDREN } from "#src/delegation/children.ts";
import { takeOf, takePercent } from "#src/delegation/take.ts";

/** A typed percentage as a take within limits. Errors: `TAKE_INVALID`, `TAKE_OUT_OF_RANGE` with the limits. */
export function readTake(text: string, minTake: number, maxTake: number): number {
  const take = takeOf(text);
  if (take === null) {
    throw new AppError("TAKE_INVALID", `"${text}" is no percentage.`, {
      hint: "Write a number from 0 to 100 with at most four digits behind the point, such as 9.5.",
      field: "percent",
    });
  }
  if (take < minTake || take > maxTake) {
    throw new AppError(
      "TAKE_OUT_OF_RANGE",
      `The chain takes ${takePercent(minTake)} % to ${takePercent(maxTake)} %, and this is ${takePercent(take)} %.`,
      {
        hint: `Use at most ${takePercent(maxTake)} %.`,
        field: "percent",
        details: { minTake, maxTake, take },
      },
    );
  }
  return take;
}

/** What only the owner may do. Errors: `HOTKEY_NOT_ON_CHAIN`, `HOTKEY_FOREIGN`. */
export function ensureOwned(owner: string | null, coldkey: string, hotkeyField = "hotkey"): void {
  if (owner === coldkey) return;
  if (owner === null) {
    throw new AppError("HOTKEY_NOT_ON_CHAIN", "This hotkey was never used on this chain.", {
      hint: "Register it on a subnet, or tie it to the coldkey first.",
      field: hotkeyField,
    });
  }
  throw new AppError("HOTKEY_FOREIGN", "On this chain the hotkey belongs to another coldkey.", {
    hint: "Use the wallet that it belongs to.",
    field: hotkeyField,
    details: { owner },
  });
}

/** A refusal of the children rule for people. */
export function childrenError(
  refused: ChildrenRefusal,
  facts: { readonly stakeRao: bigint; readonly thresholdRao: bigint },
): AppError {
  const refuse = (code: string, message: string, hint: string, field = "children"): AppError =>
    new AppError(code, message, { hint, field });
  switch (refused) {
    case "RegistrationNotPermittedOnRootSubnet":
      return refuse("CHILDREN_NOT_ON_ROOT", "Root has no child hotkeys.", "Choose another subnet.", "netuid");
    case "DuplicateChild":
      return refuse("CHILDREN_TWICE", "A hotkey is in the list twice.", "Name each child once, with its whole share.");
    case "InvalidChild":
      return refuse(
        "CHILDREN_SELF",
        "A hotkey cannot be its own child.",
        "Take it out: what is not given away stays with it.",
      );
    case "TooManyChildren":
      return refuse(
        "CHILDREN_TOO_MANY",
        `A hotkey has ${MAX_CHILDREN} children at most on a subnet.`,
        "Take some out.",
      );
    case "ProportionOverflow":
      return refuse("CHILDREN_ABOVE_WHOLE", "The shares sum to more than 100 %.", "Lower them to 100 % together.");
    case "ChildParentInconsistency":
      return refuse(
        "CHILDREN_IS_PARENT",
        "One of these hotkeys is a parent of this one.",
        "A hotkey is the child or the parent of another, never both. Take it out.",
      );
    case "NotEnoughStakeToSetChildkeys":
      return new AppError(
        "CHILDREN_TOO_LITTLE_STAKE",
        `The hotkey has ${formatTao(facts.stakeRao)} of stake behind it; to have children it needs ${formatTao(facts.thresholdRao)}.`,
        {
          hint: `Stake ${formatTao(facts.thresholdRao - facts.stakeRao)} more behind it.`,
          field: "hotkey",
          details: { stakeRao: facts.stakeRao.toString(), neededRao: facts.thresholdRao.toString() },
        },
      );
  }
}

/** The hotkey's name where the wallet has one. */
export const nameOf = (hotkeys: readonly Pick<HotkeyDelegationView, "hotkey" | "name">[], hotkey: string): string =>
  hotkeys.find((one) => one.hotkey === hotkey)?.name ?? hotkey;
