import type { Output } from "#src/contract/index.ts";

/** Believable answers, shaped exactly as the contract says (the fake client checks them against it). */
const HOTKEY = "5DAAnrj7VHTznn2AWBemMuyBwZWs6FNFjdyVXUeYum3PTXFy";
export const NOW_MS = 1_795_000_000_000;

const ADDRESSES = [
  "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY",
  "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty",
  "5FLSigC9HGRKVhB9FiEo4Y3koPsNmBmLJbpXg2mp1hXcS59Y",
  "5HGjWAeFDfFCWPsjFQdVV2Msvz2XtMktvgocEZcCj68kUMaw",
  "5CiPPseXPECbkjWCa6MnjNokrgYjMqmKndv2rSnekmSK2DjL",
] as const;
export const COLDKEY = ADDRESSES[0];
export const MY_HOTKEY = ADDRESSES[1];

/** Another valid-looking address for the nth neighbour. */
const neighbour = (at: number): string => {
  const letters = "abcdefghijkmnopqrstuvwxyz";
  const tail = letters[at % 25]! + letters[Math.floor(at / 25) % 25]!;
  return `${HOTKEY.slice(0, 6)}${tail}${HOTKEY.slice(8, 46)}${tail.toUpperCase().replaceAll("O", "P").replaceAll("I", "J")}`;
};

export const network = (block = 12_345): Output<"network.status"> => ({
  name: "practice",
  kind: "practice",
  url: "ws://127.0.0.1:40123",
  state: "online",
  reason: null,
  block,
  blockAtMs: Date.now() - 400,
  finalizedBlock: block - 2,
  latencyMs: 3.2,
  blockTimeMs: 1_000,
  specName: "node-subtensor",
  specVersion: 424,
  genesisHash: `0x${"ab12".repeat(16)}`,
  tokenSymbol: "TAO",
});

export const wallet = (over: Partial<Output<"wallet.list">[number]> = {}): Output<"wallet.list">[number] => ({
  walletId: "w-practice",
  name: "practice",
  address: COLDKEY,
  kind: "practice",
  place: "practice",
  link: null,
  hasWords: true,
  wordsCheckedAtMs: null,
  wordsCheckDue: false,
  unlockedUntilMs: null,
  hotkeys: [{ name: "default", address: MY_HOTKEY, place: "practice", link: null, hasWords: true }],
  createdAtMs: NOW_MS,
  ...over,
});

export const balance = (address: string = COLDKEY, freeRao = "99431205118"): Output<"wallet.balance"> => ({
  address,
  freeRao,
  reservedRao: "0",
  frozenRao: "0",
  transferableRao: freeRao,
  stakedRao: "12000450000",
  totalRao: (BigInt(freeRao) + 12_000_450_000n).toString(),
  nonce: 1,
  atBlock: 12_345,
});

export const subnet = (netuid: number, name: string, symbol: string): Output<"subnets.list">[number] => ({
  netuid,
  name,
  symbol,
  priceRaoPerAlpha: String(31_204_118 + netuid * 7_310_001),
  taoInRao: String(BigInt(netuid + 3) * 812_004_000_511n),
  alphaInRao: String(BigInt(netuid + 3) * 22_104_000_000_101n),
  alphaOutRao: String(BigInt(netuid + 3) * 1_204_000_000_000n),
  priceChange: netuid === 0 ? null : (netuid % 9) / 100 - 0.04,
  emissionShare: netuid === 0 ? 0 : 0.007,
  burnRao: netuid === 0 ? null : String(512_300_118 + netuid * 1_000_003),
  minBurnRao: netuid === 0 ? null : "500000",
  burnHalfLifeBlocks: netuid === 0 ? null : 360,
  registrationsPerDay: netuid === 0 ? null : 41.5,
  registrationAllowed: netuid !== 0,
  neurons: netuid === 0 ? 64 : 256,
  maxNeurons: netuid === 0 ? 64 : 256,
  immunityBlocks: 4_096,
  tempo: 360,
  ownerColdkey: ADDRESSES[3],
  links: {
    website: "https://subnet.example",
    github: "https://code.example/subnet",
    discord: null,
    contact: null,
    description: "What the subnet does.",
  },
  favourite: netuid === 8,
  atBlock: 12_345,
});

export const subnets = (): Output<"subnets.list"> => [
  subnet(0, "root", "τ"),
  subnet(1, "apex", "α"),
  subnet(3, "forecasts", "γ"),
  subnet(8, "signals", "θ"),
];

const endpoint = (
  url: string,
  over: Partial<Output<"network.list">[number]["endpoints"][number]> = {},
): Output<"network.list">[number]["endpoints"][number] => ({
  url,
  own: false,
  inUse: false,
  state: "unknown",
  latencyMs: null,
  block: null,
  lagBlocks: null,
  specVersion: null,
  checkedAtMs: null,
  reason: null,
  ...over,
});

const good = { state: "good", latencyMs: 41.2, block: 12_345, lagBlocks: 0, specVersion: 424 } as const;

export const networks = (): Output<"network.list"> => [
  {
    name: "practice",
    kind: "practice",
    url: "ws://127.0.0.1:40123",
    own: false,
    selected: true,
    genesisHash: null,
    endpoints: [endpoint("ws://127.0.0.1:40123", { ...good, inUse: true, checkedAtMs: Date.now() })],
  },
  {
    name: "finney",
    kind: "finney",
    url: "wss://live.example:443",
    own: false,
    selected: false,
    genesisHash: `0x${"2f".repeat(32)}`,
    endpoints: [
      endpoint("wss://own.example:443", {
        ...good,
        own: true,
        state: "behind",
        lagBlocks: 7,
        reason: "It is 7 blocks behind another endpoint.",
      }),
      endpoint("wss://live.example:443"),
    ],
  },
  {
    name: "test",
    kind: "test",
    url: "wss://test.example:443",
    own: false,
    selected: false,
    genesisHash: null,
    endpoints: [endpoint("wss://test.example:443")],
  },
];

export const capabilities = (): Output<"network.capabilities"> => ({
  network: "practice",
  specName: "node-subtensor",
  specVersion: 300,
  features: [
    {
      id: "registration",
      title: "Registration",
      state: "reduced",
      reason: "The chain takes no price ceiling. The node lacks SubtensorModule.register_limit.",
      items: [
        { kind: "call", name: "SubtensorModule.register_limit", present: false },
        { kind: "call", name: "SubtensorModule.burned_register", present: true },
      ],
    },
    { id: "transfers", title: "Sending TAO", state: "full", reason: null, items: [] },
  ],
});

export const hyperparameters = (netuid: number): Output<"subnets.hyperparameters"> => ({
  netuid,
  parameters: [
    { name: "tempo", value: "360", unit: "blocks", text: "The length of an epoch." },
    { name: "kappa", value: "32767", unit: "share16", text: "The share of stake that must agree." },
    { name: "min_burn", value: "500000", unit: "rao", text: "The registration price never falls below this." },
    { name: "registration_allowed", value: "true", unit: "switch", text: "Whether new neurons can register." },
  ],
  reason: null,
  atBlock: 12_345,
});

export const impact = (netuid: number): Output<"subnets.impact"> => {
  const side = [1, 10, 100, 1_000].map((tao, at) => ({
    inputRao: String(BigInt(tao) * 1_000_000_000n),
    outputRao: String(BigInt(tao) * 19_000_000_000n),
    feeRao: String(tao * 503_547),
    averagePriceRaoPerAlpha: String(50_030_190 + at * 1_000_000),
    lossPpm: [603, 1_502, 10_394, 91_325][at] as number,
  }));
  return { netuid, spotPriceRaoPerAlpha: "50000000", oneToOne: false, buy: side, sell: side, atBlock: 12_345 };
};

export const manySubnets = (): Output<"subnets.list"> =>
  Array.from({ length: 129 }, (_, netuid) =>
    subnet(
      netuid,
      netuid === 77 ? "a subnet with a name of exactly sixty-four characters, here it is" : `subnet-${netuid}`,
      "α",
    ),
  );

export const neurons = (count = 256): Output<"subnets.neurons"> =>
  Array.from({ length: count }, (_, uid) => ({
    uid,
    hotkey: uid === 17 ? MY_HOTKEY : neighbour(uid),
    coldkey: ADDRESSES[uid % 5]!,
    active: uid % 3 !== 0,
    validatorPermit: uid < 12,
    stakeAlphaRao: String(BigInt(256 - uid) * 31_204_000_118n),
    rank: null,
    trust: null,
    consensus: uid < 12 ? 0 : (uid % 40) / 4_000,
    validatorTrust: uid < 12 ? 0.97 : 0,
    immuneUntilBlock: 1_000 + uid * 31 + 4_096,
    incentive: uid < 12 ? 0 : (uid % 40) / 4_000,
    dividends: uid < 12 ? 0.08 : 0,
    emissionAlphaRao: String((uid % 40) * 1_204_118),
    registeredAtBlock: 1_000 + uid * 31,
    lastUpdateBlock: 12_000 + uid,
    axon: uid % 4 === 0 ? null : `203.0.113.${uid % 250}:8091`,
  }));

export const price = (over: Partial<Output<"registration.price">> = {}): Output<"registration.price"> => ({
  netuid: 8,
  burnRao: "512300118",
  minBurnRao: "500000",
  maxBurnRao: "100000000000",
  halfLifeBlocks: 360,
  increaseFactor: "1.26",
  blockTimeMs: 1_000,
  forecast: Array.from({ length: 72 }, (_, at) => ({
    block: 12_345 + (at + 1) * 20,
    burnRao: String(Math.round(512_300_118 * 0.5 ** (((at + 1) * 20) / 360))),
  })),
  neurons: 256,
  maxNeurons: 256,
  immunityBlocks: 4_096,
  registrationAllowed: true,
  exposed: 201,
  outcome: "You would replace UID 17, the lowest of 201 non-immune.",
  wouldReplace: { uid: 17, hotkey: neighbour(40), immune: false },
  call: "register_limit",
  atBlock: 12_345,
  ...over,
});

export const fee = (): Output<"registration.prepare">["fee"] => ({
  baseRao: "118420",
  lengthRao: "14500",
  weightRao: "1204311",
  tipRao: "0",
  totalRao: "1337231",
  encodedBytes: 145,
  free: false,
  paidBy: COLDKEY,
  atBlock: 12_345,
});

export const plan = (
  ceilingRao = "537915123",
  over: Partial<Output<"registration.prepare">> = {},
): Output<"registration.prepare"> => ({
  planId: "plan-1",
  title: "Register practice / default on subnet 8",
  network: { name: "practice", kind: "practice", genesisHash: `0x${"ab12".repeat(16)}`, specVersion: 424 },
  signer: { address: COLDKEY, role: "coldkey", walletName: "practice", keyName: "coldkey" },
  rows: [
    { label: "Subnet", value: "8 signals", kind: "text", tone: "normal" },
    { label: "Hotkey", value: MY_HOTKEY, kind: "address", tone: "normal" },
    { label: "Price now", value: "512300118", kind: "rao", tone: "normal" },
    { label: "Price ceiling", value: ceilingRao, kind: "rao", tone: "normal" },
    { label: "Replaces", value: "UID 17", kind: "text", tone: "warning" },
  ],
  call: {
    section: "subtensorModule",
    method: "registerLimit",
    args: [
      { name: "netuid", type: "u16", value: "8" },
      { name: "hotkey", type: "AccountId", value: MY_HOTKEY },
      { name: "limit_price", type: "u64", value: ceilingRao },
    ],
    hex: `0x0762${"08004a".repeat(12)}`,
    fingerprint: "K7QF-2M9X",
  },
  fee: fee(),
  spendsMaxRao: ceilingRao,
  spendsExpectedRao: "512300118",
  balanceBeforeRao: "99431205118",
  balanceAfterRao: (99_431_205_118n - BigInt(ceilingRao) - 1_337_231n).toString(),
  warnings: [],
  nonce: 1,
  era: { periodBlocks: 64, birthBlock: 12_345, deathBlock: 12_409 },
  needs: "confirmation",
  expiresAtMs: NOW_MS + 60_000,
  atBlock: 12_345,
  ...over,
});

export const transaction = (over: Partial<Output<"transactions.get">> = {}): Output<"transactions.get"> => ({
  transactionId: "tx-1",
  hash: `0x${"9f31".repeat(16)}`,
  title: "Register practice / default on subnet 8",
  network: "practice",
  section: "subtensorModule",
  method: "registerLimit",
  signer: COLDKEY,
  nonce: 1,
  state: "sent",
  recordedAtMs: Date.now() - 3_000,
  settledAtMs: null,
  deathBlock: 12_409,
  block: null,
  quoted: { feeRao: "1337231", spendsMaxRao: "537915123", spendsExpectedRao: "512300118" },
  paid: null,
  error: null,
  ...over,
});

export const registration = (over: Partial<Output<"registration.status">> = {}): Output<"registration.status"> => ({
  netuid: 8,
  hotkey: MY_HOTKEY,
  registered: true,
  uid: 17,
  registeredAtBlock: 12_351,
  immuneUntilBlock: 16_447,
  atBlock: 12_360,
  ...over,
});

export const miner = (over: Partial<Output<"miners.list">[number]> = {}): Output<"miners.list">[number] => ({
  minerId: "m-1",
  kind: "signals",
  name: "signals default",
  walletId: "w-practice",
  walletName: "practice",
  hotkeyName: "default",
  hotkey: MY_HOTKEY,
  network: "practice",
  netuid: 8,
  intakePort: 8_088,
  state: "running",
  sentence: "Takes signals on 127.0.0.1:8088 and delivers to 3 validators.",
  error: null,
  startedAtMs: Date.now() - 754_000,
  restarts: 0,
  pid: 4_711,
  signalsReceived: 12,
  signalsPending: 1,
  ...over,
});

const UUID = "0f8fad5b-d9cb-469f-a165-70867728950e";

export const signal = (over: Partial<Output<"signals.list">[number]> = {}): Output<"signals.list">[number] => ({
  uuid: UUID,
  minerId: "m-1",
  receivedAtMs: Date.now() - 60_000,
  source: "intake",
  tradePair: "BTCUSD",
  orderType: "LONG",
  leverage: "0.1",
  state: "processed",
  validatorsAsked: 3,
  validatorsAccepted: 2,
  settledAtMs: Date.now() - 59_600,
  reason: null,
  ...over,
});

export const signalDetail = (): Output<"signals.get"> => ({
  ...signal(),
  deliveries: [
    {
      validatorHotkey: ADDRESSES[2],
      uid: 0,
      address: "127.0.0.1:41001",
      stakeRao: "812004000511",
      trust: 0.981,
      state: "accepted",
      attempts: [
        { number: 1, atMs: Date.now() - 59_990, latencyMs: 38, httpStatus: 200, outcome: "accepted", message: "" },
      ],
      order: "LONG 0.1 at 64210.5",
    },
    {
      validatorHotkey: ADDRESSES[3],
      uid: 1,
      address: "127.0.0.1:41002",
      stakeRao: "412004000511",
      trust: 0.93,
      state: "accepted",
      attempts: [
        {
          number: 1,
          atMs: Date.now() - 59_990,
          latencyMs: null,
          httpStatus: null,
          outcome: "timedOut",
          message: "no answer in 12 s",
        },
        { number: 2, atMs: Date.now() - 59_700, latencyMs: 61, httpStatus: 200, outcome: "accepted", message: "" },
      ],
      order: "LONG 0.1 at 64210.5",
    },
    {
      validatorHotkey: ADDRESSES[4],
      uid: 2,
      address: "127.0.0.1:41003",
      stakeRao: "52004000511",
      trust: 0.4,
      state: "refused",
      attempts: [
        {
          number: 1,
          atMs: Date.now() - 59_900,
          latencyMs: 22,
          httpStatus: 200,
          outcome: "refused",
          message: "Order too soon after the last one",
        },
      ],
      order: null,
    },
  ],
});

export const pairs = (): Output<"signals.pairs"> => [
  { id: "BTCUSD", name: "BTC/USD", category: "crypto", minLeverage: 0.01, maxLeverage: 0.5, blocked: false },
  { id: "TAOUSD", name: "TAO/USD", category: "crypto", minLeverage: 0.01, maxLeverage: 0.5, blocked: true },
  { id: "EURUSD", name: "EUR/USD", category: "forex", minLeverage: 0.1, maxLeverage: 5, blocked: false },
];

export const activity = (): Output<"app.activity"> =>
  [
    {
      level: "good" as const,
      area: "signals",
      text: "LONG BTCUSD 0.1 accepted by 2 of 3 validators",
      link: `/signals/${UUID}`,
    },
    { level: "info" as const, area: "miners", text: "signals default started", link: "/miners/m-1" },
    {
      level: "good" as const,
      area: "registration",
      text: "practice / default is UID 17 on subnet 8",
      link: "/activity/tx-1",
    },
    {
      level: "warning" as const,
      area: "network",
      text: "The practice network was upgraded to spec version 425",
      link: "/settings/network",
    },
    { level: "info" as const, area: "wallet", text: "Practice wallet made", link: "/wallet" },
  ].map((line, at) => ({ id: 100 - at, atMs: Date.now() - (at * at * 61 + 5) * 1_000, ...line }));

export const info = (): Output<"app.info"> => ({
  version: "0.1.0",
  front: "browser",
  profileDir: "/home/me/.local/share/tausmith",
  platform: "linux",
  nodeVersion: "24.21.0",
  startedAtMs: NOW_MS,
});

export const settings = (over: Partial<Output<"app.settings">> = {}): Output<"app.settings"> => ({
  theme: "dark",
  autoLockMinutes: 15,
  onboarded: true,
  alertRegistrationsAway: 5,
  alertImmunityBlocks: null,
  ...over,
});

export const keychain = (over: Partial<Output<"wallet.keychain">> = {}): Output<"wallet.keychain"> => ({
  kind: "keychain",
  label: "GNOME Keyring",
  reason: "A Secret Service answers on this session's bus.",
  open: true,
  ...over,
});

type CheckedMany = Output<"registration.checkMany">;

/** How several registrations stand; `over` changes single ones. */
export const checkMany = (
  items: readonly { netuid: number; hotkeyName: string; ceilingRao?: string | undefined }[],
  over: (item: { netuid: number; hotkeyName: string }) => Partial<CheckedMany["items"][number]> = () => ({}),
): CheckedMany => ({
  items: items.map(({ netuid, hotkeyName, ceilingRao }) => ({
    netuid,
    hotkeyName,
    hotkey: MY_HOTKEY,
    expectedRao: "512300118",
    ceilingRao: ceilingRao ?? "537915123",
    outcome: "You would replace UID 17, the lowest of 201 non-immune.",
    immunityBlocks: 4_096,
    warnings: [],
    problem: null,
    wait: null,
    ...over({ netuid, hotkeyName }),
  })),
  expectedRao: "2049200472",
  maxRao: "2151660492",
  waitingOrders: 0,
  lacks: null,
  atBlock: 12_345,
});
