import type { ApiPromise } from "@polkadot/api";
import type { Call } from "@polkadot/types/interfaces";
import type { Codec } from "@polkadot/types/types";
import { AppError } from "#src/app-error.ts";
import type { PlanView } from "#src/contract/transactions.ts";
import { fingerprint } from "#src/transactions/fingerprint.ts";

/** An argument as text: figures without grouping, addresses as SS58, everything else as JSON. */
function argumentText(value: Codec): string {
  const json = value.toJSON();
  if (typeof json === "string")
    return json.startsWith("0x") && /^\d+$/.test(value.toString()) ? value.toString() : json;
  if (typeof json === "number" || typeof json === "boolean") return String(json);
  // A destination is an address to a person, whatever wraps it.
  if (json !== null && typeof json === "object" && "id" in json && typeof json.id === "string") return json.id;
  return JSON.stringify(json);
}

/** The library camel-cases argument names; a person compares them with the chain's own. */
const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/**
 * Decodes call bytes afresh and tells what they mean. What a person confirms is this, never the parameters that the
 * bytes were made from. Error: `TRANSACTION_CALL_UNREADABLE` where the bytes do not decode to themselves.
 */
export function describeCall(api: Pick<ApiPromise, "registry" | "runtimeMetadata">, callHex: string): PlanView["call"] {
  let call: Call;
  try {
    call = api.registry.createType<Call>("Call", callHex);
  } catch (cause) {
    throw unreadable(cause);
  }
  if (call.toHex() !== callHex) throw unreadable(undefined);
  const [palletIndex] = call.callIndex;
  const pallet = api.runtimeMetadata.asLatest.pallets.find(({ index }) => index.eq(palletIndex));
  return {
    section: pallet?.name.toString() ?? call.section,
    method: call.meta.name.toString(),
    args: call.meta.args.map((argument, index) => ({
      name: snake(argument.name.toString()),
      type: argument.typeName.isSome ? argument.typeName.unwrap().toString() : argument.type.toString(),
      value: argumentText(call.args[index] as Codec),
    })),
    hex: callHex,
    fingerprint: fingerprint(callHex),
  };
}

const unreadable = (cause: unknown): AppError =>
  new AppError("TRANSACTION_CALL_UNREADABLE", "The call's bytes do not decode to themselves on this network.", {
    hint: "Nothing was signed. Reconnect and prepare it again.",
    cause,
  });
