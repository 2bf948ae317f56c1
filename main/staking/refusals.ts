import { formatDecimal, formatTao } from "#src/amount/format-amount.ts";
import { AppError } from "#src/app-error.ts";
import { refuse, type StakingRefusal } from "#src/staking/refusal.ts";

/** What a refusal needs to name the figure that would work. Amounts in rao or alpha-rao. */
export interface RefusalFacts {
  readonly netuid: number;
  /** The token that goes in. */
  readonly token: "TAO" | "alpha";
  readonly amountRao: bigint;
  /** The least amount that the chain takes, in the token that goes in. */
  readonly leastRao?: bigint | undefined;
  /** The largest amount that the limit lets through, in the token that goes in. */
  readonly mostRao?: bigint | null | undefined;
  readonly priceRao: bigint;
  readonly limitPriceRao?: bigint | undefined;
}

const POOL_REFUSALS: ReadonlySet<string> = new Set(["InsufficientLiquidity", "ReservesTooLow"]);

const amount = (token: RefusalFacts["token"], rao: bigint): string =>
  token === "TAO" ? formatTao(rao) : `${formatDecimal(rao)} α`;

/** Above what can leave. */
export const aboveAvailable = (
  token: RefusalFacts["token"],
  wantedRao: bigint,
  availableRao: bigint,
  more: string | null = null,
): AppError =>
  new AppError(
    "STAKING_ABOVE_AVAILABLE",
    availableRao > 0n
      ? `${amount(token, wantedRao)} is more than can leave: ${amount(token, availableRao)}.`
      : token === "TAO"
        ? "This address has no free TAO beyond the fee and what must stay."
        : "This address has no stake there that can leave.",
    {
      hint: [
        availableRao > 0n
          ? `Use at most ${formatDecimal(availableRao)}.`
          : token === "TAO"
            ? "Send TAO to it first."
            : "Choose a position from the list.",
        ...(more === null ? [] : [more]),
      ].join(" "),
      field: "amount",
      details: { mostRao: availableRao.toString() },
    },
  );

/** The chain's own refusals, known before anything is signed, each with the figure that would work. */
export function refusalError(refusal: StakingRefusal, facts: RefusalFacts): AppError {
  // So little that it would buy nothing is too little, whatever the pool calls it.
  const tooLittle = facts.leastRao !== undefined && facts.amountRao < facts.leastRao;
  if (tooLittle && POOL_REFUSALS.has(refusal.name)) return refusalError(refuse("AmountTooLow"), facts);
  const { netuid, token, leastRao, mostRao, priceRao, limitPriceRao } = facts;
  const details = { chainError: refusal.name, netuid };
  const say = (code: string, message: string, hint: string, more: Record<string, string> = {}, field = "amount") =>
    new AppError(`STAKING_${code}`, message, { hint, field, details: { ...details, ...more } });
  switch (refusal.name) {
    case "AmountTooLow":
      return say(
        "BELOW_MINIMUM",
        leastRao === undefined
          ? "This is worth less than the chain's minimum."
          : `This is below the chain's minimum of ${amount(token, leastRao)}.`,
        leastRao === undefined ? "Use a larger amount, or all of it." : `Use at least ${formatDecimal(leastRao)}.`,
        leastRao === undefined ? {} : { leastRao: leastRao.toString() },
      );
    case "SlippageTooHigh":
      return say(
        "PAST_TOLERANCE",
        "This amount would move the price past your limit, so the chain would refuse it whole.",
        mostRao == null || mostRao === 0n
          ? "Raise the tolerance, or allow a partial fill."
          : `Use at most ${formatDecimal(mostRao)}, raise the tolerance, or allow a partial fill.`,
        mostRao == null ? {} : { mostRao: mostRao.toString() },
      );
    case "PriceLimitExceeded":
      return say(
        "PRICE_PAST_LIMIT",
        `The price is ${formatTao(priceRao)} per α now, at or past the limit${limitPriceRao === undefined ? "" : ` of ${formatTao(limitPriceRao)}`}.`,
        "The price has moved. Look at the new figures and choose again.",
        { priceRaoPerAlpha: priceRao.toString() },
        "limitPriceRaoPerAlpha",
      );
    case "SubnetNotExists":
      return say(
        "SUBNET_UNKNOWN",
        `There is no subnet ${netuid} on this network.`,
        "Choose a subnet from the list.",
        {},
        "netuid",
      );
    case "SubtokenDisabled":
      return say(
        "SUBNET_CLOSED",
        `Subnet ${netuid} has not been started by its owner, so nothing is traded there.`,
        "Choose another subnet, or wait until it is started.",
        {},
        "netuid",
      );
    case "TransferDisallowed":
      return say(
        "TRANSFER_CLOSED",
        "One of the two subnets does not let stake go to another coldkey.",
        "Choose subnets that allow transfers, or unstake and send TAO.",
        {},
        "netuid",
      );
    case "HotKeyAccountNotExists":
      return say(
        "HOTKEY_UNKNOWN",
        "This hotkey is not known on the chain: nobody has registered it.",
        "Check the address; choose a validator from the list of the subnet.",
        {},
        "hotkey",
      );
    case "SameNetuid":
      return say(
        "SAME_PLACE",
        "The stake is already there.",
        "Choose another subnet or another hotkey.",
        {},
        "toNetuid",
      );
    case "NotEnoughStakeToWithdraw":
    case "NotEnoughBalanceToStake":
    case "InsufficientBalance":
      return say("ABOVE_AVAILABLE", "There is not enough for this amount.", "Use a smaller amount.");
    case "InsufficientLiquidity":
    case "ReservesTooLow":
    case "SwapInputTooLarge":
      return say(
        "POOL_TOO_SMALL",
        `The pool of subnet ${netuid} cannot serve this amount.`,
        "Use a much smaller amount, or another subnet.",
      );
  }
}
