import type { Chain } from "#main/chain/chain.ts";
import { formatTao } from "#src/amount/format-amount.ts";
import { AppError } from "#src/app-error.ts";
import type { RegistrationPrice } from "#src/contract/registration.ts";
import type { PruningChoice } from "#src/neurons/pruning.ts";
import { bumpBurn } from "#src/registration/burn-price.ts";
import { outcomeSentence } from "#src/registration/outcome-sentence.ts";
import { parametersOf } from "./parameters-of.ts";
import { type HotkeyFacts, hopeless, type RegistrationWish, readHotkeyFacts } from "./plan-registration.ts";
import type { PriceLine } from "./read-price.ts";

const DEFAULT_CEILING_PERCENT = 5n;

/** One of several registrations as it stands when those before it in the batch have happened. */
export interface Judged {
  readonly wish: RegistrationWish & { readonly ceilingRao: bigint };
  /** The price as this registration meets it, with whom it would replace. */
  readonly price: RegistrationPrice;
  readonly expectedRao: bigint;
  /** Why it cannot work; null where it can. */
  readonly error: AppError | null;
}

export type Asked = { readonly wish: RegistrationWish; readonly line: PriceLine };

/** Each registration on a subnet raises the price there and takes the next place in the line of replacement. */
function createMeetings() {
  const taken = new Map<number, { count: number; burnRao: bigint }>();
  return ({ price, freeUids, minNonImmune, order }: PriceLine): RegistrationPrice => {
    const { count, burnRao } = taken.get(price.netuid) ?? { count: 0, burnRao: BigInt(price.burnRao) };
    const parameters = parametersOf(price);
    taken.set(price.netuid, { count: count + 1, burnRao: parameters ? bumpBurn(burnRao, parameters) : burnRao });
    const wouldReplace: PruningChoice | null = count < freeUids ? null : (order[count - freeUids] ?? null);
    const replacedBefore = Math.max(0, count - freeUids);
    const neurons = price.neurons + Math.min(count, freeUids);
    const exposed = Math.max(0, price.exposed - replacedBefore);
    const facts = { neurons, maxNeurons: price.maxNeurons, exposed, minNonImmune, wouldReplace };
    return { ...price, burnRao: burnRao.toString(), neurons, exposed, wouldReplace, outcome: outcomeSentence(facts) };
  };
}

/** Judges several registrations of one batch in their order; one request whatever their number. Errors: `NETWORK_OFFLINE`. */
export async function judgeMany(chain: Chain, asked: readonly Asked[]): Promise<Judged[]> {
  const facts = await readHotkeyFacts(
    chain,
    asked.map(({ wish }) => wish),
  );
  const meet = createMeetings();
  const seen = new Set<string>();
  return asked.map(({ wish, line }, index): Judged => {
    const key = `${wish.netuid}/${wish.hotkey}`;
    const twice = seen.has(key);
    seen.add(key);
    const price = meet(line);
    const expectedRao = BigInt(price.burnRao);
    const ceilingRao = wish.ceilingRao ?? expectedRao + (expectedRao * DEFAULT_CEILING_PERCENT) / 100n;
    const whole = { ...wish, ceilingRao };
    const error = twice
      ? new AppError("REGISTRATION_TWICE", `${wish.hotkeyName} stands twice for subnet ${wish.netuid}.`, {
          hint: "Name each hotkey once a subnet.",
          field: "hotkeyName",
        })
      : raised(hopeless(whole, price, facts[index] as HotkeyFacts), line, price);
    return { wish: whole, price, expectedRao, error };
  });
}

/** Says that it is the registrations before it in the batch that raise the price above a ceiling. */
function raised(error: AppError | null, line: PriceLine, met: RegistrationPrice): AppError | null {
  const alone = BigInt(line.price.burnRao);
  const here = BigInt(met.burnRao);
  if (
    error?.code !== "REGISTRATION_CEILING_TOO_LOW" ||
    here === alone ||
    BigInt(String(error.details?.ceilingRao)) < alone
  )
    return error;
  return new AppError(
    error.code,
    `The registrations before it on subnet ${met.netuid} raise the price from ${formatTao(alone)} to ${formatTao(here)}, above its ceiling.`,
    {
      hint: `Raise this ceiling to at least ${formatTao(here)}.`,
      field: "ceilingRao",
      ...(error.details ? { details: error.details } : {}),
    },
  );
}
