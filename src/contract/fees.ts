import { z } from "zod";
import { procedure } from "./define.ts";
import { blockNumber, decimalText, hash32, raoText, ss58 } from "./scalars.ts";
import { callView, feeView, innerPart } from "./transactions.ts";

/** A pallet's or call's name as the chain spells it, such as `SubtensorModule` and `add_stake`. */
export const chainName = z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/, "a name as the chain spells it");

/** How a value of a chain type is given: what a form shows and what JSON is taken. */
export type ArgumentShape =
  | { kind: "integer"; bits: number; signed: boolean }
  | { kind: "bool" }
  /** An SS58 address. */
  | { kind: "account" }
  /** Text, or bytes as 0x-hex. `length` where it is fixed. */
  | { kind: "bytes"; length: number | null }
  | { kind: "option"; of: ArgumentShape }
  | { kind: "list"; of: ArgumentShape; length: number | null }
  | { kind: "fields"; fields: { name: string; shape: ArgumentShape }[] }
  /** A list in a fixed order. */
  | { kind: "tuple"; items: ArgumentShape[] }
  /** `"Name"` where the case has nothing inside, else `{"Name": value}`. */
  | { kind: "choice"; cases: { name: string; shape: ArgumentShape | null }[] }
  /** Another call: `{"call": "Pallet.name", "args": {…}}`. */
  | { kind: "call" }
  /** A type that is nested too deep or too odd for a form; JSON as the chain's library takes it. */
  | { kind: "other" };

export const argumentShape: z.ZodType<ArgumentShape> = z.lazy(() =>
  z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("integer"), bits: z.int(), signed: z.boolean() }),
    z.strictObject({ kind: z.literal("bool") }),
    z.strictObject({ kind: z.literal("account") }),
    z.strictObject({ kind: z.literal("bytes"), length: z.int().nullable() }),
    z.strictObject({ kind: z.literal("option"), of: argumentShape }),
    z.strictObject({ kind: z.literal("list"), of: argumentShape, length: z.int().nullable() }),
    z.strictObject({
      kind: z.literal("fields"),
      fields: z.array(z.strictObject({ name: z.string(), shape: argumentShape })),
    }),
    z.strictObject({ kind: z.literal("tuple"), items: z.array(argumentShape) }),
    z.strictObject({
      kind: z.literal("choice"),
      cases: z.array(z.strictObject({ name: z.string(), shape: argumentShape.nullable() })),
    }),
    z.strictObject({ kind: z.literal("call") }),
    z.strictObject({ kind: z.literal("other") }),
  ]),
);

export const callForm = z.strictObject({
  pallet: chainName,
  call: chainName,
  docs: z.string(),
  arguments: z.array(z.strictObject({ name: z.string(), type: z.string(), shape: argumentShape, sample: z.unknown() })),
});
export type CallForm = z.infer<typeof callForm>;

export const callPrice = z.strictObject({
  call: callView,
  fee: feeView,
  /** The priced bytes carry a made-up signature; nobody signed. */
  signerKnown: z.boolean(),
  weight: z.strictObject({ refTime: z.string(), proofSize: z.string() }),
  dispatchClass: z.string(),
  inner: z.array(innerPart),
  /** Weight part that belongs to the wrapper and to the signed extensions; null without inner calls. */
  ownWeightRao: z.string().nullable(),
  /** What a person should know of this fee. */
  notes: z.array(z.string()),
  specVersion: z.int(),
});
export type CallPrice = z.infer<typeof callPrice>;

export const feeRow = z.strictObject({
  group: z.string(),
  pallet: z.string(),
  call: z.string(),
  state: z.enum(["pays", "free", "missing", "unpriced"]),
  totalRao: raoText.nullable(),
  baseRao: raoText.nullable(),
  lengthRao: raoText.nullable(),
  weightRao: raoText.nullable(),
  encodedBytes: z.int().nullable(),
  /** The arguments it was priced with, as JSON. */
  sample: z.string(),
  note: z.string(),
});
export type FeeRow = z.infer<typeof feeRow>;

export const feeTable = z.strictObject({
  genesisHash: hash32,
  specVersion: z.int(),
  atBlock: blockNumber,
  rows: z.array(feeRow),
});
export type FeeTable = z.infer<typeof feeTable>;

export const depositRow = z.strictObject({
  name: z.string(),
  /** Where the chain says it, such as `Proxy.ProxyDepositBase`. */
  source: z.string(),
  unit: z.enum(["rao", "number", "percent"]),
  /** Null where this chain does not have it. */
  value: decimalText.nullable(),
  meaning: z.string(),
});
export type DepositRow = z.infer<typeof depositRow>;

export const heldDeposit = z.strictObject({
  address: ss58,
  walletName: z.string(),
  what: z.string(),
  heldRao: raoText,
  proxies: z.array(z.strictObject({ delegate: ss58, proxyType: z.string(), delayBlocks: z.int() })),
});
export type HeldDeposit = z.infer<typeof heldDeposit>;

export const depositsView = z.strictObject({
  specVersion: z.int(),
  atBlock: blockNumber,
  rows: z.array(depositRow),
  /** What own coldkeys have set aside now. */
  held: z.array(heldDeposit),
  /** Who receives base, length and weight parts, the tip, and the swap fee on this runtime. */
  destinations: z.array(z.strictObject({ part: z.string(), goesTo: z.string() })),
});
export type DepositsView = z.infer<typeof depositsView>;

export const feesContract = {
  calls: procedure(
    "read",
    "Every call of the connected chain",
    z.strictObject({}),
    z.array(z.strictObject({ pallet: chainName, calls: z.array(chainName) })),
  ),
  form: procedure(
    "read",
    "The arguments of a call with their types",
    z.strictObject({ pallet: chainName, call: chainName }),
    callForm,
  ),
  price: procedure(
    "read",
    "The fee of a call with these arguments, without signing",
    z.strictObject({
      pallet: chainName,
      call: chainName,
      args: z.record(z.string().max(64), z.unknown()).default({}),
      /** Who would sign; the first own coldkey where left out. */
      signer: ss58.optional(),
    }),
    callPrice,
  ),
  list: procedure(
    "read",
    "What every call of this chain costs, priced by the node with sample arguments",
    z.strictObject({ fresh: z.boolean().default(false) }),
    feeTable,
  ),
  deposits: procedure(
    "read",
    "Deposits, minimums and rates of this chain, and what own coldkeys have set aside",
    z.strictObject({}),
    depositsView,
  ),
} as const;
