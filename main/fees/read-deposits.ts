import type { Struct, u32, u64, u128, Vec } from "@polkadot/types";
import type { ITuple } from "@polkadot/types/types";
import type { Chain } from "#main/chain/chain.ts";
import type { Live } from "#main/chain/link.ts";
import { askRuntime, constantBigint, hasCapability, storageItem } from "#main/chain/lookup.ts";
import type { Keys } from "#main/keys/keys.ts";
import type { DepositRow, DepositsView, HeldDeposit } from "#src/contract/fees.ts";
import { feeDestinations } from "#src/fees/destinations.ts";

interface ConstantSpec {
  readonly name: string;
  readonly pallet: string;
  readonly constant: string;
  readonly unit?: DepositRow["unit"];
  readonly meaning: string;
}

const BACK = "Reserved, and given back when it is removed.";

const CONSTANTS: readonly ConstantSpec[] = [
  {
    name: "Existential deposit",
    pallet: "Balances",
    constant: "ExistentialDeposit",
    meaning: "Must stay in an account for it to live; below it the account is removed and the rest is lost.",
  },
  { name: "Proxy, base", pallet: "Proxy", constant: "ProxyDepositBase", meaning: `For having proxies at all. ${BACK}` },
  { name: "Proxy, each", pallet: "Proxy", constant: "ProxyDepositFactor", meaning: `For each proxy. ${BACK}` },
  {
    name: "Announcement, base",
    pallet: "Proxy",
    constant: "AnnouncementDepositBase",
    meaning: `For delayed proxies that announce. ${BACK}`,
  },
  {
    name: "Announcement, each",
    pallet: "Proxy",
    constant: "AnnouncementDepositFactor",
    meaning: `For each announcement that waits. ${BACK}`,
  },
  { name: "Proxies at most", pallet: "Proxy", constant: "MaxProxies", unit: "number", meaning: "For one account." },
  {
    name: "Announcements at most",
    pallet: "Proxy",
    constant: "MaxPending",
    unit: "number",
    meaning: "That wait, for one account.",
  },
  {
    name: "Multisig, base",
    pallet: "Multisig",
    constant: "DepositBase",
    meaning: `From the first who approves. ${BACK}`,
  },
  {
    name: "Multisig, each approval needed",
    pallet: "Multisig",
    constant: "DepositFactor",
    meaning: `From the first who approves, times the threshold. ${BACK}`,
  },
  {
    name: "Minimum stake",
    pallet: "SubtensorModule",
    constant: "InitialMinStake",
    meaning: "The least that can be staked, moved or sold, in TAO's worth; a whole exit is exempt.",
  },
  {
    name: "Hotkey swap, all subnets",
    pallet: "SubtensorModule",
    constant: "KeySwapCost",
    meaning: "Paid on top of the fee. It does not come back.",
  },
  {
    name: "Hotkey swap, one subnet",
    pallet: "SubtensorModule",
    constant: "KeySwapOnSubnetCost",
    meaning: "Paid on top of the fee. It does not come back.",
  },
  {
    name: "Crowdloan, to create",
    pallet: "Crowdloan",
    constant: "MinimumDeposit",
    meaning: `At least. ${BACK}`,
  },
  {
    name: "Crowdloan, to contribute",
    pallet: "Crowdloan",
    constant: "AbsoluteMinimumContribution",
    meaning: "At least.",
  },
];

const constantRow = (live: Live, spec: ConstantSpec): DepositRow => ({
  name: spec.name,
  source: `${spec.pallet}.${spec.constant}`,
  unit: spec.unit ?? "rao",
  value: constantBigint(live.api, spec.pallet, spec.constant)?.toString() ?? null,
  meaning: spec.meaning,
});

/** parts of 65,535 as percent with six decimals. */
const percentOf = (parts: bigint): string => {
  const millionths = (parts * 100_000_000n) / 65_535n;
  return `${millionths / 1_000_000n}.${(millionths % 1_000_000n).toString().padStart(6, "0")}`;
};

/** The swap fee of the pools: one row where all subnets have the same, else from the lowest to the highest. */
async function swapFeeRow(chain: Chain, live: Live): Promise<DepositRow> {
  const row = {
    name: "Swap fee",
    source: "Swap.FeeRate",
    unit: "percent" as const,
    meaning: "Of what is bought or sold in a subnet's pool. None on root and within one subnet.",
  };
  const { api } = live;
  if (!hasCapability(api, "storage", "Swap", "FeeRate")) return { ...row, value: null };
  const added = await storageItem(api, "SubtensorModule", "NetworksAdded").keys();
  const netuids = added.map((key) => Number(key.args[0]?.toString())).filter((netuid) => netuid !== 0);
  const rates = await chain.read(netuids.map((netuid) => [storageItem(api, "Swap", "FeeRate"), netuid] as const));
  const values = rates.map((rate) => BigInt(rate?.toString() ?? "0"));
  const least = values.reduce((low, one) => (one < low ? one : low), values[0] ?? 0n);
  const most = values.reduce((high, one) => (one > high ? one : high), least);
  const range = least === most ? "The same on all subnets." : `Differs by subnet, from ${percentOf(least)} %.`;
  return { ...row, value: values.length === 0 ? null : percentOf(most), meaning: `${row.meaning} ${range}` };
}

/** What the fee parts are made from, asked from the node instead of known. */
async function coefficientRows(live: Live): Promise<DepositRow[]> {
  const { api } = live;
  const million = { refTime: 1_000_000_000, proofSize: 0 };
  const [weight, length] = await Promise.all([
    askRuntime<u64>(api, "TransactionPaymentApi", "query_weight_to_fee", million),
    askRuntime<u64>(api, "TransactionPaymentApi", "query_length_to_fee", 1_000),
  ]);
  return [
    {
      name: "Weight, 1 ms of work",
      source: "TransactionPaymentApi.query_weight_to_fee(10⁹)",
      unit: "rao",
      value: weight.toBigInt().toString(),
      meaning: "A call's weight is its work in picoseconds; storage reads and writes count as work.",
    },
    {
      name: "Length, 1,000 bytes",
      source: "TransactionPaymentApi.query_length_to_fee(1000)",
      unit: "rao",
      value: length.toBigInt().toString(),
      meaning: "For the whole signed transaction.",
    },
  ];
}

async function networkRow(live: Live): Promise<DepositRow> {
  const [api, method] = ["SubnetRegistrationRuntimeApi", "get_network_registration_cost"] as const;
  const has = hasCapability(live.api, "runtimeApi", api, method);
  return {
    name: "A subnet of one's own",
    source: `${api}.${method}`,
    unit: "rao",
    value: has ? (await askRuntime<u64>(live.api, api, method)).toBigInt().toString() : null,
    meaning: "The price of creating a subnet now.",
  };
}

interface ProxyDefinition extends Struct {
  readonly delegate: { toString(): string };
  readonly proxyType: { toString(): string };
  readonly delay: u32;
}

/** Deposits that own coldkeys hold for proxies and announcements. */
async function readHeld(chain: Chain, live: Live, keys: Pick<Keys, "list">): Promise<HeldDeposit[]> {
  const { api } = live;
  const items = (["Proxies", "Announcements"] as const).filter((name) => hasCapability(api, "storage", "Proxy", name));
  const wanted = keys.list().flatMap((wallet) => items.map((item) => ({ wallet, item })));
  const values = await chain.read(
    wanted.map(({ wallet, item }) => [storageItem(api, "Proxy", item), wallet.address] as const),
  );
  return wanted.flatMap(({ wallet, item }, index): HeldDeposit[] => {
    const stored = values[index] as unknown as ITuple<[Vec<ProxyDefinition>, u64 | u128]> | null;
    const heldRao = stored ? stored[1].toBigInt() : 0n;
    if (!stored || heldRao === 0n) return [];
    const count = stored[0].length;
    return [
      {
        address: wallet.address,
        walletName: wallet.name,
        what:
          item === "Proxies"
            ? `${count} ${count === 1 ? "proxy" : "proxies"}`
            : `${count} ${count === 1 ? "announcement" : "announcements"}`,
        heldRao: heldRao.toString(),
        proxies:
          item === "Proxies"
            ? [...stored[0]].map((proxy) => ({
                delegate: proxy.delegate.toString(),
                proxyType: proxy.proxyType.toString(),
                delayBlocks: proxy.delay.toNumber(),
              }))
            : [],
      },
    ];
  });
}

/** Deposits, minimums and rates by name, as the connected chain has them. Error: `NETWORK_OFFLINE`. */
export async function readDeposits(chain: Chain, keys: Pick<Keys, "list">): Promise<DepositsView> {
  const live = chain.live();
  const [swap, coefficients, network, held] = await Promise.all([
    swapFeeRow(chain, live),
    coefficientRows(live),
    networkRow(live),
    readHeld(chain, live, keys),
  ]);
  const { specVersion } = live.identity;
  return {
    specVersion,
    atBlock: chain.head()?.number ?? 0,
    rows: [...CONSTANTS.map((spec) => constantRow(live, spec)), network, swap, ...coefficients],
    held,
    destinations: feeDestinations(specVersion),
  };
}
