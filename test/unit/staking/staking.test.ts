import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AddStakeInput, addStake } from "#src/staking/add-stake.ts";
import { buyLimitPriceRao, DEFAULT_TOLERANCE_PPM, sellLimitPriceRao } from "#src/staking/limit-price.ts";
import { isDust, minimumAddStakeRao, minimumKeptAlphaRao, nominatorMinimumRao } from "#src/staking/minimums.ts";
import { type MoveStakeInput, moveStake } from "#src/staking/move-stake.ts";
import { type RemoveStakeInput, removeStake } from "#src/staking/remove-stake.ts";
import { type Pool, spotPriceRao, WEIGHT_ONE } from "#src/swap/pool.ts";

const τ = 1_000_000_000n;
const POOL: Pool = { taoRao: 10_000n * τ, alphaRao: 200_000n * τ, taoWeight: WEIGHT_ONE / 2n, feeRate: 33n };
const DEEP: Pool = { taoRao: 5_000n * τ, alphaRao: 50_000n * τ, taoWeight: WEIGHT_ONE / 2n, feeRate: 33n };
const MIN = 2_000_000n;
const OPEN = { exists: true, started: true, transfersAllowed: true };

const adding = (overrides: Partial<AddStakeInput> = {}): AddStakeInput => ({
  subnet: { ...OPEN, market: POOL },
  hotkeyExists: true,
  amountRao: τ,
  expendableRao: 100n * τ,
  keepAliveRao: 100n * τ - 500n,
  minStakeRao: MIN,
  ...overrides,
});
const removing = (overrides: Partial<RemoveStakeInput> = {}): RemoveStakeInput => ({
  subnet: { ...OPEN, market: POOL },
  hotkeyExists: true,
  alphaRao: 20n * τ,
  positionAlphaRao: 1_000n * τ,
  minStakeRao: MIN,
  ...overrides,
});
const moving = (overrides: Partial<MoveStakeInput> = {}): MoveStakeInput => ({
  origin: { ...OPEN, netuid: 1, market: POOL },
  destination: { ...OPEN, netuid: 2, market: DEEP },
  originHotkeyExists: true,
  destinationHotkeyExists: true,
  samePosition: true,
  isTransfer: false,
  alphaRao: 100n * τ,
  positionAlphaRao: 1_000n * τ,
  destinationShortfallRao: 0n,
  minStakeRao: MIN,
  ...overrides,
});
const refused = (name: string, section = "subtensorModule") => ({ ok: false, section, name });

describe("add_stake", () => {
  it("stakes what was asked for", () => {
    expect(addStake(adding())).toMatchObject({
      ok: true,
      spentRao: τ,
      alphaRao: 19_987_931_273n,
      feeRao: 503_547n,
      complete: true,
    });
  });

  it("asks for the minimum and the fee on it", () => {
    expect(minimumAddStakeRao(POOL, MIN)).toBe(2_001_007n);
    expect(minimumAddStakeRao("oneToOne", MIN)).toBe(MIN);
    expect(addStake(adding({ amountRao: 2_001_006n }))).toEqual(refused("AmountTooLow"));
    expect(addStake(adding({ amountRao: 2_001_007n })).ok).toBe(true);
  });

  it.each<[string, Partial<AddStakeInput>]>([
    ["SubnetNotExists", { subnet: { ...OPEN, exists: false, market: "oneToOne" } }],
    ["SubtokenDisabled", { subnet: { ...OPEN, started: false, market: POOL } }],
    ["NotEnoughBalanceToStake", { expendableRao: τ - 1n }],
    ["HotKeyAccountNotExists", { hotkeyExists: false }],
    ["InsufficientLiquidity", { amountRao: 10_000_001n * τ }],
    ["SlippageTooHigh", { amountRao: 25n * τ, limit: { priceRao: 50_250_000n, allowPartial: false } }],
    ["InsufficientBalance", { keepAliveRao: 0n }],
  ])("is refused with %s", (name, overrides) => {
    expect(addStake(adding(overrides))).toEqual(refused(name));
  });

  it("is refused where the limit is already reached, partial or not", () => {
    for (const allowPartial of [false, true]) {
      const limit = { priceRao: 50_000_000n, allowPartial };
      expect(addStake(adding({ limit }))).toEqual(refused("PriceLimitExceeded", "swap"));
    }
  });

  it("fills the part that fits and leaves the rest in the account", () => {
    const limit = { priceRao: 50_250_000n, allowPartial: true };
    const result = addStake(adding({ amountRao: 50n * τ, limit }));
    expect(result).toMatchObject({ ok: true, spentRao: 24_981_407_211n, complete: false });
    if (result.ok) expect(spotPriceRao(result.marketAfter)).toBeLessThanOrEqual(50_250_000n);
  });

  it("leaves the existential deposit behind", () => {
    expect(addStake(adding({ amountRao: 100n * τ }))).toMatchObject({ spentRao: 100n * τ - 500n, complete: false });
  });

  it("checks nothing out of order: price before subnet, amount before balance", () => {
    expect(addStake(adding({ amountRao: 1n, expendableRao: 0n, hotkeyExists: false }))).toEqual(
      refused("AmountTooLow"),
    );
  });
});

describe("remove_stake", () => {
  it("pays for the alpha and sells the fee for the author in the same pool", () => {
    const result = removeStake(removing());
    expect(result).toMatchObject({
      ok: true,
      taoRao: 999_396_562n,
      soldAlphaRao: 19_989_929_046n,
      feeAlphaRao: 10_070_954n,
      refundAlphaRao: 0n,
    });
    if (!result.ok || result.marketAfter === "oneToOne") throw new Error("a pool was expected");
    expect(result.marketAfter.alphaRao).toBe(POOL.alphaRao + 20n * τ);
    expect(result.marketAfter.taoRao).toBe(POOL.taoRao - result.taoRao - result.authorRao);
  });

  it("cuts the plain call to the position but not the one with a limit", () => {
    expect(removeStake(removing({ alphaRao: 5_000n * τ })).ok).toBe(true);
    const limit = { priceRao: 1_000_000n, allowPartial: false };
    expect(removeStake(removing({ alphaRao: 5_000n * τ, limit }))).toEqual(refused("NotEnoughStakeToWithdraw"));
  });

  it("wants the minimum unless everything goes", () => {
    expect(removeStake(removing({ alphaRao: 40_000_000n }))).toEqual(refused("AmountTooLow"));
    expect(removeStake(removing({ alphaRao: 40_000_000n, positionAlphaRao: 40_000_000n })).ok).toBe(true);
    expect(removeStake(removing({ alphaRao: 0n }))).toEqual(refused("AmountTooLow"));
  });

  it.each<[string, Partial<RemoveStakeInput>]>([
    ["SubtokenDisabled", { subnet: { ...OPEN, started: false, market: POOL } }],
    ["HotKeyAccountNotExists", { hotkeyExists: false }],
    ["InsufficientLiquidity", { alphaRao: 10n ** 18n, positionAlphaRao: 10n ** 18n }],
    ["SlippageTooHigh", { alphaRao: 800n * τ, limit: { priceRao: 49_750_000n, allowPartial: false } }],
  ])("is refused with %s", (name, overrides) => {
    expect(removeStake(removing(overrides))).toEqual(refused(name));
  });

  it("sells with a limit in a subnet that is not started", () => {
    const limit = { priceRao: 49_000_000n, allowPartial: false };
    expect(removeStake(removing({ subnet: { ...OPEN, started: false, market: POOL }, limit })).ok).toBe(true);
  });

  it("keeps what a limit leaves unsold", () => {
    const limit = { priceRao: 49_750_000n, allowPartial: true };
    const result = removeStake(removing({ alphaRao: 800n * τ, limit }));
    if (!result.ok) throw new Error("refused");
    expect(result.soldAlphaRao + result.feeAlphaRao + result.refundAlphaRao).toBe(502_135_696_120n);
    expect(removeStake(removing({ limit: { priceRao: 50_000_000n, allowPartial: true } }))).toEqual(
      refused("PriceLimitExceeded", "swap"),
    );
  });
});

describe("dust", () => {
  const kept = nominatorMinimumRao(10_000_000n, MIN);

  it("is what a nominator keeps below ten times the minimum, as live", () => {
    expect(kept).toBe(20_000_000n);
    expect(minimumKeptAlphaRao(POOL, kept)).toBe(400_000_000n);
    expect(isDust(POOL, 399_999_999n, kept, false)).toBe(true);
    expect(isDust(POOL, 400_000_000n, kept, false)).toBe(false);
    expect(isDust("oneToOne", 19_999_999n, kept, false)).toBe(true);
  });

  it("never is an owner's own stake, nor nothing", () => {
    expect(isDust(POOL, 1n, kept, true)).toBe(false);
    expect(isDust(POOL, 0n, kept, false)).toBe(false);
    expect(isDust({ ...POOL, taoRao: 0n }, 1n, kept, false)).toBe(false);
  });
});

describe("move, swap and transfer", () => {
  it("crosses subnets with one fee, in alpha at the origin", () => {
    const result = moveStake(moving());
    if (!result.ok || result.kind !== "across" || result.purchase === null) throw new Error("a purchase was expected");
    expect([result.sale.feeAlphaRao, result.sale.taoRao]).toEqual([50_354_772n, 4_994_986_025n]);
    expect([result.purchase.feeRao, result.purchase.alphaRao]).toEqual([0n, 49_900_010_279n]);
  });

  it("takes the fee at the destination where the origin is root", () => {
    const origin = { ...OPEN, netuid: 0, market: "oneToOne" as const };
    const result = moveStake(moving({ origin, alphaRao: 10n * τ }));
    if (!result.ok || result.kind !== "across" || result.purchase === null) throw new Error("a purchase was expected");
    expect([result.sale.feeAlphaRao, result.sale.taoRao]).toEqual([0n, 10n * τ]);
    expect([result.purchase.feeRao, result.purchase.alphaRao]).toEqual([5_035_477n, 99_750_245_197n]);
  });

  it("is bookkeeping inside a subnet", () => {
    const same = { destination: moving().origin, samePosition: false };
    expect(moveStake(moving(same))).toEqual({ ok: true, kind: "within", alphaRao: 100n * τ, taoRao: 5n * τ });
    expect(moveStake(moving({ ...same, alphaRao: 39_999_999n }))).toEqual(refused("AmountTooLow"));
    expect(moveStake(moving({ ...same, alphaRao: 40_000_000n })).ok).toBe(true);
  });

  it.each<[string, Partial<MoveStakeInput>]>([
    ["SameNetuid", { destination: moving().origin }],
    ["SubnetNotExists", { destination: { ...moving().destination, exists: false } }],
    ["SubtokenDisabled", { destination: { ...moving().destination, started: false } }],
    ["HotKeyAccountNotExists", { destinationHotkeyExists: false }],
    ["AmountTooLow", { alphaRao: 40_000_000n }],
    ["TransferDisallowed", { isTransfer: true, destination: { ...moving().destination, transfersAllowed: false } }],
  ])("is refused with %s", (name, overrides) => {
    expect(moveStake(moving(overrides))).toEqual(refused(name));
  });

  it("keeps to a limit between the two prices, whole or in part", () => {
    const limit = { priceRao: 495_000_000n, allowPartial: false };
    expect(moveStake(moving({ alphaRao: 900n * τ, limit }))).toEqual(refused("SlippageTooHigh"));
    const part = moveStake(moving({ alphaRao: 900n * τ, limit: { ...limit, allowPartial: true } }));
    if (!part.ok || part.kind !== "across") throw new Error("a move was expected");
    expect(part.sale.soldAlphaRao + part.sale.feeAlphaRao).toBe(673_400_673_400n);
    expect(moveStake(moving({ limit })).ok).toBe(true);
  });

  it("leaves a new receiver the existential deposit", () => {
    const result = moveStake(moving({ isTransfer: true, samePosition: false, destinationShortfallRao: 500n }));
    if (!result.ok || result.kind !== "across" || result.purchase === null) throw new Error("a purchase was expected");
    expect(result.purchase.spentRao).toBe(result.sale.taoRao - 500n);
  });

  it("moves at most the position", () => {
    expect(moveStake(moving({ alphaRao: 10n ** 18n }))).toEqual(moveStake(moving({ alphaRao: 1_000n * τ })));
  });
});

describe("limit price", () => {
  it("follows the tolerance and is never looser than asked", () => {
    expect(buyLimitPriceRao(POOL, DEFAULT_TOLERANCE_PPM)).toBe(50_250_000n);
    expect(sellLimitPriceRao(POOL, DEFAULT_TOLERANCE_PPM)).toBe(49_750_000n);
    expect(buyLimitPriceRao("oneToOne", 0)).toBe(τ);
    expect(sellLimitPriceRao("oneToOne", 0)).toBe(τ);
    fc.assert(
      fc.property(fc.bigInt(10n ** 9n, 10n ** 15n), fc.integer({ min: 0, max: 999_999 }), (taoRao, tolerance) => {
        const pool = { ...POOL, taoRao };
        const price = spotPriceRao(pool);
        const ppm = BigInt(tolerance);
        expect(buyLimitPriceRao(pool, tolerance) * 1_000_000n).toBeLessThanOrEqual(price * (1_000_000n + ppm));
        expect(sellLimitPriceRao(pool, tolerance) * 1_000_000n).toBeGreaterThanOrEqual(price * (1_000_000n - ppm));
      }),
    );
  });
});
