import type { Output } from "#src/contract/index.ts";
import type { OwnNeuron, SurvivalView } from "#src/contract/neurons.ts";
import { COLDKEY, MY_HOTKEY } from "./samples.ts";

export const survival = (over: Partial<SurvivalView> = {}): SurvivalView => ({
  level: "near",
  registrationsAway: 3,
  immune: false,
  immuneUntilBlock: 12_000,
  immuneBlocksLeft: 0,
  immuneMsLeft: 0,
  immortal: false,
  awayAtImmunityEnd: null,
  registrationsADay: 24,
  msLeft: 10_800_000,
  scale: { free: 0, exposed: 40, replaceable: 52, total: 64 },
  sentence: "3 registrations away from being replaced; at 24 a day that is about 3 h.",
  ...over,
});

export const ownNeuron = (over: Partial<OwnNeuron> = {}): OwnNeuron => ({
  netuid: 8,
  uid: 17,
  walletId: "w-practice",
  walletName: "practice",
  coldkey: COLDKEY,
  ownColdkey: true,
  hotkeyName: "default",
  hotkey: MY_HOTKEY,
  active: true,
  stakeAlphaRao: "71296000000",
  rank: null,
  trust: null,
  consensus: 0.89,
  incentive: 0.029,
  dividends: 0.001,
  emissionAlphaRaoPerBlock: "29340153",
  emissionAlphaRaoPerDay: "2534989219200",
  emissionRaoPerDay: "101399568768",
  validatorTrust: 0.96936,
  validatorPermit: true,
  updatedBlocksAgo: 43,
  axon: "131.186.56.85:8091",
  registeredAtBlock: 11_900,
  survival: survival(),
  ...over,
});

export const overview = (neurons: OwnNeuron[] = [ownNeuron()]): Output<"neurons.overview"> => ({
  atBlock: 12_345,
  blockTimeMs: 1_000,
  subnets:
    neurons.length === 0
      ? []
      : [
          {
            netuid: 8,
            name: "Signals",
            symbol: "θ",
            tempo: 20,
            priceRaoPerAlpha: "40000000",
            atBlock: 12_345,
            neurons,
            totals: {
              stakeAlphaRao: "71296000000",
              emissionAlphaRaoPerBlock: "29340153",
              emissionAlphaRaoPerDay: "2534989219200",
              emissionRaoPerDay: "101399568768",
            },
          },
        ],
  wallets: [{ walletId: "w-practice", name: "practice", coldkey: COLDKEY, freeRao: "99431205118" }],
  freeRao: "99431205118",
});

export const axonView = (over: Partial<Output<"neurons.axon">> = {}): Output<"neurons.axon"> => ({
  netuid: 8,
  walletId: "w-practice",
  hotkeyName: "default",
  hotkey: MY_HOTKEY,
  uid: 17,
  record: {
    endpoint: "131.186.56.85:8091",
    ip: "131.186.56.85",
    port: 8_091,
    version: 10_002_000,
    publishedAtBlock: 12_000,
    reset: false,
  },
  rateLimitBlocks: 50,
  waitBlocks: 0,
  waitMs: 0,
  miners: [],
  sentence: "Published at 131.186.56.85:8091. No miner of this profile listens for it.",
  atBlock: 12_345,
  ...over,
});

export const order = (
  over: Partial<Output<"registration.orders">[number]> = {},
): Output<"registration.orders">[number] => ({
  orderId: "order-1",
  netuid: 8,
  walletId: "w-practice",
  walletName: "practice",
  hotkeyName: "default",
  hotkey: MY_HOTKEY,
  network: "practice",
  ceilingRao: "300000000",
  state: "waiting",
  sentence: "Waits until the price has fallen; it is sent once.",
  placedAtMs: 1_795_000_000_000,
  validUntilBlock: 14_000,
  transactionId: null,
  ...over,
});
