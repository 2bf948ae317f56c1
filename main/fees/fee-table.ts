import type { Option, Struct, u128 } from "@polkadot/types";
import type { Chain } from "#main/chain/chain.ts";
import { askRuntime } from "#main/chain/lookup.ts";
import { AppError } from "#src/app-error.ts";
import type { FeeRow, FeeTable } from "#src/contract/fees.ts";
import { ALPHA_FALLBACK, OPERATION_GROUPS, REGISTERING, SWAPPING, WRAPPERS } from "#src/fees/operations.ts";
import { type SampleFacts, sampleValue } from "#src/fees/sample-arguments.ts";
import { buildGivenCall, type CallDescription, callNames, describeForm } from "./call-forms.ts";
import { readFrame, sampleBytes } from "./sample-frame.ts";

/** Requests under way at once; a whole runtime has some hundreds of calls. */
const AT_ONCE = 16;
const OTHER_GROUP = "Other calls";

interface Details extends Struct {
  readonly inclusionFee: Option<Struct & { baseFee: u128; lenFee: u128; adjustedWeightFee: u128 }>;
}

const groupOf = new Map(OPERATION_GROUPS.flatMap(({ group, calls }) => calls.map((call) => [call, group] as const)));

function noteOf(name: string): string {
  if (WRAPPERS.has(name)) return "Depends on the calls inside; priced with one.";
  if (REGISTERING.has(name)) return "Price of the UID on top; the swap fee is inside the price.";
  if (SWAPPING.has(name)) return ALPHA_FALLBACK.has(name) ? "Swap fee on top; payable in alpha." : "Swap fee on top.";
  return ALPHA_FALLBACK.has(name) ? "Payable in alpha." : "";
}

const empty = { totalRao: null, baseRao: null, lengthRao: null, weightRao: null, encodedBytes: null };

/** Sample arguments of a call as JSON. */
export const sampleArguments = (form: CallDescription, facts: SampleFacts): Record<string, unknown> =>
  Object.fromEntries(form.arguments.map(({ name, shape }) => [name, sampleValue(shape, name, facts)]));

/** What samples are made with on this chain: one address, and a small call for wrappers. */
export function sampleFacts(chain: Chain, address: string): SampleFacts {
  const has = chain.has("call", "Balances", "transfer_keep_alive");
  return {
    address,
    call: has
      ? { call: "Balances.transfer_keep_alive", args: { dest: address, value: "1000000000" } }
      : { call: "System.remark", args: { remark: "0x00" } },
  };
}

async function priceRow(
  chain: Chain,
  frame: Awaited<ReturnType<typeof readFrame>>,
  facts: SampleFacts,
  pallet: string,
  call: string,
): Promise<FeeRow> {
  const name = `${pallet}.${call}`;
  const head = { group: groupOf.get(name) ?? OTHER_GROUP, pallet, call };
  let sample = "{}";
  try {
    const api = chain.api();
    const args = sampleArguments(describeForm(api, pallet, call), facts);
    sample = JSON.stringify(args);
    const bytes = sampleBytes(chain, frame, buildGivenCall(api, { pallet, call, args }).toHex());
    const details = await askRuntime<Details>(api, "TransactionPaymentApi", "query_fee_details", bytes, bytes.length);
    const parts = details.inclusionFee.unwrapOr(null);
    const [base, length, weight] = parts
      ? [parts.baseFee.toBigInt(), parts.lenFee.toBigInt(), parts.adjustedWeightFee.toBigInt()]
      : [0n, 0n, 0n];
    return {
      ...head,
      state: parts ? "pays" : "free",
      totalRao: (base + length + weight).toString(),
      baseRao: base.toString(),
      lengthRao: length.toString(),
      weightRao: weight.toString(),
      encodedBytes: bytes.length,
      sample,
      note: noteOf(name),
    };
  } catch (error) {
    chain.live();
    const why = error instanceof AppError ? error.message : "The node did not price the sample.";
    return { ...head, ...empty, state: "unpriced", sample, note: why };
  }
}

/**
 * Prices every call of the connected runtime with sample arguments, and names the known operations that this runtime
 * does not have. Error: `NETWORK_OFFLINE`.
 */
export async function buildFeeTable(chain: Chain, address: string): Promise<FeeTable> {
  const { api, identity } = chain.live();
  const frame = await readFrame(chain, address);
  const facts = sampleFacts(chain, address);
  const names = callNames(api).flatMap(({ pallet, calls }) => calls.map((call) => [pallet, call] as const));
  const priced: FeeRow[] = [];
  const queue = [...names.entries()];
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [index, [pallet, call]] = next;
      priced[index] = await priceRow(chain, frame, facts, pallet, call);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));

  const byName = new Map(priced.map((row) => [`${row.pallet}.${row.call}`, row]));
  const known = OPERATION_GROUPS.flatMap(({ group, calls }) =>
    calls.map((name): FeeRow => {
      const found = byName.get(name);
      if (found) return found;
      const [pallet = "", call = ""] = name.split(".");
      const note = "This runtime has no such call.";
      return { group, pallet, call, ...empty, state: "missing", sample: "", note };
    }),
  );
  const others = priced.filter((row) => row.group === OTHER_GROUP);
  return {
    genesisHash: identity.genesisHash,
    specVersion: identity.specVersion,
    atBlock: chain.head()?.number ?? frame.birthBlock,
    rows: [...known, ...others],
  };
}
