import type { CallForm, CallPrice, DepositsView, FeeTable } from "#src/contract/fees.ts";
import type { HistoryEntry, RescanView } from "#src/contract/history.ts";
import type { PortfolioPoint, PortfolioView } from "#src/contract/portfolio.ts";
import { MY_HOTKEY, wallet } from "./samples.ts";

const GENESIS = `0x${"ab".repeat(32)}`;

export const history = (): HistoryEntry[] => [
  {
    entryId: "abababababababab-12351-2",
    source: "sent",
    network: "practice",
    genesisHash: GENESIS,
    block: { number: 12_351, hash: `0x${"77aa".repeat(16)}`, index: 2 },
    hash: `0x${"12".repeat(32)}`,
    atMs: Date.now() - 60_000,
    kind: "unstake",
    title: "Sell on subnet 8",
    section: "SubtensorModule",
    method: "remove_stake_limit",
    signer: wallet().address,
    keys: [wallet().address],
    netuids: [8],
    args: [{ name: "netuid", value: "8" }],
    state: "finalized",
    error: null,
    quoted: { feeRao: "1337231", spendsMaxRao: "0", spendsExpectedRao: "0" },
    feePaidRao: "1337231",
    feePaidAlphaRao: null,
    changeRao: "2500000000",
    trades: [
      {
        side: "sell",
        coldkey: wallet().address,
        hotkey: MY_HOTKEY,
        netuid: 8,
        taoRao: "2500000000",
        alphaRao: "50000000000",
        feeRao: "25177386",
      },
    ],
    events: [{ name: "System.ExtrinsicSuccess", data: ["{}"] }],
  },
];

export const rescan = (): RescanView => ({
  state: "idle",
  network: "",
  newestBlock: 0,
  oldestBlock: 0,
  blocksRead: 0,
  found: 0,
  message: "No blocks were looked through in this run.",
});

export const portfolio = (): PortfolioView => ({
  atBlock: 12_360,
  positions: [
    {
      walletId: wallet().walletId,
      walletName: wallet().name,
      walletKind: "practice",
      coldkey: wallet().address,
      hotkey: MY_HOTKEY,
      hotkeyName: "default",
      netuid: 8,
      alphaRao: "50000000000",
      priceRaoPerAlpha: "50000000",
      spotRao: "2500000000",
      exitRao: null,
      exitFeeAlphaRao: null,
      shareMillionths: 250_000,
      registered: true,
    },
  ],
  availability: [
    {
      coldkey: wallet().address,
      netuid: 8,
      totalAlphaRao: "50000000000",
      lockedAlphaRao: "10000000000",
      availableAlphaRao: "40000000000",
    },
  ],
  totals: {
    freeRao: "7500000000",
    reservedRao: "0",
    rootRao: "0",
    subnetsSpotRao: "2500000000",
    subnetsExitRao: "0",
    totalSpotRao: "10000000000",
    totalExitRao: "7500000000",
  },
});

export const worth = (): PortfolioPoint[] =>
  [8n, 9n, 10n].map((tao, at) => ({
    atMs: 1_760_000_000_000 + at * 300_000,
    block: 12_300 + at * 25,
    freeRao: (tao * 1_000_000_000n).toString(),
    rootRao: "0",
    subnetsRao: "0",
    totalRao: (tao * 1_000_000_000n).toString(),
    coldkeys: 1,
  }));

export const fees = (): FeeTable => ({
  genesisHash: GENESIS,
  specVersion: 424,
  atBlock: 12_340,
  rows: [
    {
      group: "Staking",
      pallet: "SubtensorModule",
      call: "add_stake",
      state: "pays",
      totalRao: "1658000",
      baseRao: "54078",
      lengthRao: "147",
      weightRao: "1603775",
      encodedBytes: 147,
      sample: "{}",
      note: "Swap fee on top.",
    },
    {
      group: "Weights",
      pallet: "SubtensorModule",
      call: "set_weights",
      state: "free",
      totalRao: "0",
      baseRao: "0",
      lengthRao: "0",
      weightRao: "0",
      encodedBytes: 120,
      sample: "{}",
      note: "",
    },
    {
      group: "Wallet and identity",
      pallet: "SubtensorModule",
      call: "schedule_swap_coldkey",
      state: "missing",
      totalRao: null,
      baseRao: null,
      lengthRao: null,
      weightRao: null,
      encodedBytes: null,
      sample: "",
      note: "This runtime has no such call.",
    },
  ],
});

export const form = (call: string): CallForm => ({
  pallet: "SubtensorModule",
  call,
  docs: "Adds stake.",
  arguments: [
    { name: "netuid", type: "NetUid", shape: { kind: "integer", bits: 16, signed: false }, sample: "1" },
    {
      name: "amount_staked",
      type: "TaoBalance",
      shape: { kind: "integer", bits: 64, signed: false },
      sample: "1000000000",
    },
  ],
});

export const price = (call: string, args: Readonly<Record<string, unknown>>): CallPrice => ({
  call: {
    section: "SubtensorModule",
    method: call,
    args: Object.entries(args).map(([name, value]) => ({ name, type: "u64", value: String(value) })),
    hex: "0x0702",
    fingerprint: "aaaa-bbbb",
  },
  fee: {
    baseRao: "54078",
    lengthRao: "147",
    weightRao: "1603775",
    tipRao: "0",
    totalRao: "1658000",
    encodedBytes: 147,
    free: false,
    paidBy: wallet().address,
    atBlock: 12_345,
  },
  signerKnown: true,
  weight: { refTime: "3207550000", proofSize: "0" },
  dispatchClass: "Normal",
  inner: [],
  ownWeightRao: null,
  notes: ["The pool's swap fee comes on top."],
  specVersion: 424,
});

export const deposits = (): DepositsView => ({
  specVersion: 424,
  atBlock: 12_345,
  rows: [
    {
      name: "Proxy, base",
      source: "Proxy.ProxyDepositBase",
      unit: "rao",
      value: "60000000",
      meaning: "For having proxies at all.",
    },
    {
      name: "Crowdloan, to create",
      source: "Crowdloan.MinimumDeposit",
      unit: "rao",
      value: null,
      meaning: "At least.",
    },
  ],
  held: [],
  destinations: [{ part: "Tip", goesTo: "The author of the block. It gains nothing." }],
});
