export type PairCategory = "crypto" | "forex" | "equities" | "indices";

/** A market signals can name. Leverage bounds are those validators clamp to, not the intake's (facts D7). */
export interface TradePair {
  readonly id: string;
  /** Display name, `BTC/USD`; the id itself for equities and indices. */
  readonly name: string;
  readonly category: PairCategory;
  /** Fee as a fraction. */
  readonly fee: number;
  readonly minLeverage: number;
  readonly maxLeverage: number;
  /** Validators take no orders for it. The intake does, as the reference server's does. */
  readonly blocked: boolean;
}

interface Group {
  readonly ids: string;
  readonly category: PairCategory;
  readonly fee: number;
  readonly min: number;
  readonly max: number;
  readonly blocked?: boolean;
}

const GROUPS: readonly Group[] = [
  { ids: "BTCUSD ETHUSD SOLUSD XRPUSD DOGEUSD ADAUSD", category: "crypto", fee: 0.001, min: 0.01, max: 0.5 },
  { ids: "TAOUSD", category: "crypto", fee: 0.001, min: 0.01, max: 0.5, blocked: true },
  { ids: "AUDUSD EURUSD GBPUSD NZDUSD USDCAD USDCHF", category: "forex", fee: 0.00007, min: 0.1, max: 5 },
  {
    ids: "AUDJPY CADJPY CHFJPY EURJPY NZDJPY GBPJPY USDJPY",
    category: "forex",
    fee: 0.00007,
    min: 0.1,
    max: 5,
    blocked: true,
  },
  {
    ids: "EURAUD EURCAD EURCHF EURGBP EURNZD GBPAUD GBPCAD GBPCHF GBPNZD",
    category: "forex",
    fee: 0.00007,
    min: 0.1,
    max: 5,
  },
  {
    ids: "AUDCAD AUDCHF AUDNZD CADCHF NZDCAD NZDCHF USDMXN",
    category: "forex",
    fee: 0.00007,
    min: 0.1,
    max: 5,
  },
  { ids: "XAUUSD XAGUSD", category: "forex", fee: 0.00007, min: 0.1, max: 5, blocked: true },
  {
    ids: "NVDA AAPL TSLA AMZN MSFT GOOG META",
    category: "equities",
    fee: 0.00009,
    min: 0.1,
    max: 3,
    blocked: true,
  },
  { ids: "SPX DJI NDX VIX FTSE GDAXI", category: "indices", fee: 0.00009, min: 0.1, max: 5, blocked: true },
];

const nameOf = (id: string, category: PairCategory): string =>
  category === "crypto" || category === "forex" ? `${id.slice(0, -3)}/${id.slice(-3)}` : id;

/** The pairs of the reference software (facts D7, version 7.1.1), as data: another version is another list. */
export const referencePairs: readonly TradePair[] = GROUPS.flatMap((group) =>
  group.ids.split(" ").map((id) => ({
    id,
    name: nameOf(id, group.category),
    category: group.category,
    fee: group.fee,
    minLeverage: group.min,
    maxLeverage: group.max,
    blocked: group.blocked ?? false,
  })),
);

const byId = new Map(referencePairs.map((pair) => [pair.id, pair]));

/** The pair of an id such as `BTCUSD`. */
export const tradePair = (id: string): TradePair | undefined => byId.get(id);
