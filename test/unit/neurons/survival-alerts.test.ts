import { expect, test } from "vitest";
import { createActivity } from "#main/activity/activity.ts";
import { createSurvivalAlerts } from "#main/neurons/survival-alerts.ts";
import { createEvents } from "#main/ports/events.ts";
import { openStore } from "#main/store/store.ts";
import type { OverviewSubnet, OwnNeuron, SurvivalView } from "#src/contract/neurons.ts";
import { DEFAULT_THRESHOLDS } from "#src/neurons/alarm.ts";
import { createManualClock } from "#test/support/manual-clock.ts";

const survival = (registrationsAway: number | null): SurvivalView => ({
  level: "near",
  registrationsAway,
  immune: false,
  immuneUntilBlock: 100,
  immuneBlocksLeft: 0,
  immuneMsLeft: 0,
  immortal: false,
  awayAtImmunityEnd: null,
  registrationsADay: null,
  msLeft: null,
  scale: { free: 0, exposed: 20, replaceable: 20, total: 20 },
  sentence: "Where it stands.",
});

const subnet = (registrationsAway: number | null, registeredAtBlock = 7): OverviewSubnet[] => [
  {
    netuid: 8,
    atBlock: 500,
    neurons: [
      {
        netuid: 8,
        uid: 3,
        hotkeyName: "miner",
        hotkey: "5Miner",
        registeredAtBlock,
        survival: survival(registrationsAway),
      },
    ] as OwnNeuron[],
  } as OverviewSubnet,
];

test("each cause is told once on each chain, anew where it became worse, was over, or the UID is another one", () => {
  const store = openStore(":memory:");
  const events = createEvents();
  const activity = createActivity({ store, clock: createManualClock(), events });
  const make = () => createSurvivalAlerts({ store, activity, thresholds: () => DEFAULT_THRESHOLDS });
  const alerts = make();
  const told = () => activity.list(50).length;
  const after = (chain: string, subnets: OverviewSubnet[], by = alerts): number => {
    by.look(chain, subnets);
    return told();
  };
  expect(after("0xa", subnet(9))).toBe(0);
  expect(after("0xa", subnet(5))).toBe(1);
  expect(after("0xa", subnet(6))).toBe(1);
  expect(after("0xa", subnet(4))).toBe(1);
  expect(after("0xa", subnet(4), make())).toBe(1);
  expect(after("0xb", subnet(4))).toBe(2);
  expect(after("0xa", subnet(1))).toBe(3);
  expect(activity.list(1)[0]).toMatchObject({ level: "danger", area: "neurons" });
  // Well past, and in danger again.
  expect(after("0xa", subnet(30))).toBe(3);
  expect(after("0xa", subnet(5))).toBe(4);
  // Lost and won again: another UID's life.
  expect(after("0xa", subnet(5, 400))).toBe(5);
  store.close();
});
