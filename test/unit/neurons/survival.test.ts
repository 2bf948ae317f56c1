import { describe, expect, it } from "vitest";
import type { SurvivalView } from "#src/contract/neurons.ts";
import { alarmOf, isOver } from "#src/neurons/alarm.ts";
import { blocksADay, emissionPerBlock, emissionPerDay } from "#src/neurons/emission.ts";
import type { PruningInput } from "#src/neurons/pruning.ts";
import { registrationRate } from "#src/neurons/registration-rate.ts";
import { levelOf, pruningLine, survivalOf } from "#src/neurons/survival.ts";
import { survivalSentence, timeLeftMs } from "#src/neurons/survival-sentence.ts";

const input = (over: Partial<PruningInput> = {}): PruningInput => ({
  neurons: [
    { uid: 0, hotkey: "owner", emissionAlphaRao: 0n, registeredAtBlock: 1 },
    { uid: 1, hotkey: "low", emissionAlphaRao: 1n, registeredAtBlock: 1 },
    { uid: 2, hotkey: "high", emissionAlphaRao: 9n, registeredAtBlock: 1 },
    { uid: 3, hotkey: "new", emissionAlphaRao: 3n, registeredAtBlock: 950 },
  ],
  atBlock: 1_000,
  immunityBlocks: 100,
  minNonImmune: 1,
  immuneOwnerLimit: 1,
  ownerHotkey: "owner",
  ownedHotkeys: ["owner"],
  ...over,
});
const facts = { blockTimeMs: 12_000, registrationsADay: 24 };

describe("how safe a UID is", () => {
  it("follows the chain's order, with free UIDs in front", () => {
    const line = pruningLine(input(), 0);
    expect(survivalOf(line, 1)).toMatchObject({ level: "nextOut", registrationsAway: 1, immune: false });
    expect(survivalOf(line, 0)).toMatchObject({ level: "safe", registrationsAway: null, immortal: true });
    expect(survivalOf(pruningLine(input(), 7), 1)).toMatchObject({ level: "watch", registrationsAway: 8 });
    expect(survivalOf(line, 99)).toBeNull();
  });

  it("tells where a protected one stands when its protection ends", () => {
    const own = survivalOf(pruningLine(input({ minNonImmune: 0 }), 0), 3);
    expect(own).toMatchObject({ immune: true, immuneUntilBlock: 1_050, immuneBlocksLeft: 50, registrationsAway: null });
    expect(own?.awayAtImmunityEnd).toBe(2);
  });

  it("takes the protected one where too few others are unprotected", () => {
    const line = pruningLine(input({ minNonImmune: 10 }), 0);
    const own = survivalOf(line, 3);
    expect(own).toMatchObject({ immune: true, registrationsAway: 1, level: "nextOut" });
    if (own) expect(survivalSentence(own, line, facts)).toContain("Immunity does not help here");
  });

  it("has a sentence for every state", () => {
    const line = pruningLine(input({ minNonImmune: 0 }), 2);
    const say = (uid: number) => {
      const own = survivalOf(line, uid);
      return own ? survivalSentence(own, line, facts) : "";
    };
    expect(say(0)).toBe("Belongs to the subnet's owner and is never replaced.");
    expect(say(1)).toBe(
      "3 registrations away from being replaced; at 24 a day that is about 3 h. 2 UIDs are still free.",
    );
    expect(say(3)).toContain("Immune for 50 blocks (10 min), until block 1,050.");
    expect(say(3)).toContain("When that ends it is 4 registrations from being replaced");
    const next = pruningLine(input(), 0);
    const first = survivalOf(next, 1);
    if (first) expect(survivalSentence(first, next, facts)).toBe("The next registration takes this UID.");
    expect(timeLeftMs(12, 24)).toBe(43_200_000);
    expect(timeLeftMs(12, 0)).toBeNull();
    expect(timeLeftMs(null, 24)).toBeNull();
  });

  it("names levels by registrations away", () => {
    expect([null, 1, 2, 5, 6].map(levelOf)).toEqual(["safe", "nextOut", "near", "near", "watch"]);
  });
});

describe("alarms", () => {
  const view = (over: Partial<SurvivalView>): SurvivalView => ({
    level: "safe",
    registrationsAway: null,
    immune: false,
    immuneUntilBlock: 1,
    immuneBlocksLeft: 0,
    immuneMsLeft: 0,
    immortal: false,
    awayAtImmunityEnd: null,
    registrationsADay: null,
    msLeft: null,
    scale: { free: 0, exposed: 1, replaceable: 1, total: 1 },
    sentence: "",
    ...over,
  });
  const hour = 3_600_000;
  const set = (alertRegistrationsAway: number, alertImmunityBlocks: number | null = null) => ({
    alertRegistrationsAway,
    alertImmunityBlocks,
  });

  it("come for what is near, by the threshold that a person has set", () => {
    expect(alarmOf(view({ registrationsAway: 1 }), 0, set(1))).toBe("nextOut");
    expect(alarmOf(view({ registrationsAway: 5 }), 0, set(5))).toBe("near");
    expect(alarmOf(view({ registrationsAway: 6 }), 0, set(5))).toBe("none");
    expect(alarmOf(view({ registrationsAway: 6 }), 0, set(20))).toBe("near");
    expect(alarmOf(view({ registrationsAway: null }), 0, set(256))).toBe("none");
    expect(alarmOf(view({ registrationsAway: 1, immortal: true }), 0, set(5))).toBe("none");
  });

  it("come for a protection that ends with nobody in front, in its last hour, its last tenth, or the blocks set", () => {
    // 300 blocks of 12 s are an hour; an immunity of 4,096 blocks has a longer tenth.
    const ending = (left: number, until: number) =>
      view({
        immune: true,
        immuneUntilBlock: until,
        immuneBlocksLeft: left,
        immuneMsLeft: left * 12_000,
        awayAtImmunityEnd: 2,
      });
    expect(300 * 12_000).toBe(hour);
    expect(alarmOf(ending(300, 4_096), 0, set(5))).toBe("ending");
    expect(alarmOf(ending(301, 4_096), 0, set(5))).toBe("none");
    expect(alarmOf({ ...ending(300, 4_096), awayAtImmunityEnd: 40 }, 0, set(5))).toBe("none");
    expect(alarmOf({ ...ending(300, 4_096), awayAtImmunityEnd: 40 }, 0, set(40))).toBe("ending");
    // A short protection is told in its last tenth only.
    expect(alarmOf(ending(11, 100), 0, set(5))).toBe("none");
    expect(alarmOf(ending(10, 100), 0, set(5))).toBe("ending");
    expect(alarmOf(ending(50, 100), 0, set(5, 50))).toBe("ending");
    expect(alarmOf(ending(51, 100), 0, set(5, 50))).toBe("none");
  });

  it("are over when the danger is well past, not when it goes back and forth", () => {
    expect(isOver(view({ registrationsAway: 6 }), set(5))).toBe(false);
    expect(isOver(view({ registrationsAway: 11 }), set(5))).toBe(true);
    expect(isOver(view({ registrationsAway: null }), set(5))).toBe(true);
    expect(isOver(view({ registrationsAway: null, immune: true }), set(5))).toBe(false);
  });
});

describe("figures of the overview", () => {
  it("spreads an epoch's emission over exactly its tempo", () => {
    expect(emissionPerBlock(3_600n, 360)).toBe(10n);
    expect(emissionPerBlock(5n, 0)).toBe(0n);
    expect(blocksADay(12_000)).toBe(7_200);
    expect(emissionPerDay(3_600n, 360, 12_000)).toBe(72_000n);
  });

  it("counts registrations of the last day, and scales what a young chain shows", () => {
    expect(registrationRate([10_000, 9_000, 1], 10_001, 7_200)).toEqual({ seen: 2, windowBlocks: 7_200, aDay: 2 });
    expect(registrationRate([0, 0, 50], 100, 7_200)).toEqual({ seen: 1, windowBlocks: 100, aDay: 72 });
    expect(registrationRate([5], 20, 7_200).aDay).toBeNull();
  });
});
