import type { ApiPromise } from "@polkadot/api";
import type { Enum, Option, Struct, Vec } from "@polkadot/types";
import type { Codec } from "@polkadot/types/types";
import { askRuntime, hasCapability } from "#main/chain/lookup.ts";
import { AppError } from "#src/app-error.ts";
import type { Hyperparameter } from "#src/contract/subnets.ts";
import { meaningOf } from "#src/subnets/hyperparameters.ts";

const API = "SubnetInfoRuntimeApi";
/** Newest first. */
const METHODS = ["get_subnet_hyperparams_v3", "get_subnet_hyperparams_v2", "get_subnet_hyperparams"] as const;
/** Fractions are told to six decimals. */
const DECIMALS = 6n;

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Fixed-point numbers come as their bits; all others say what they are. */
function textOf(value: Codec, type: string): string {
  const bits = (value as Partial<Struct>).get?.("bits");
  const fraction = /F(\d+)$/i.exec(type)?.[1];
  if (bits === undefined || fraction === undefined) return value.toString();
  const scaled = (BigInt(bits.toString()) * 10n ** DECIMALS) >> BigInt(fraction);
  const whole = scaled / 10n ** DECIMALS;
  const rest = (scaled % 10n ** DECIMALS).toString().padStart(Number(DECIMALS), "0").replace(/0+$/, "");
  return rest ? `${whole}.${rest}` : `${whole}`;
}

function entry(name: string, value: Codec, type: string): Hyperparameter {
  const { unit, text } = meaningOf(name);
  return { name, value: textOf(value, type), unit, text };
}

/** `{ name: bytes, value: enum }` pairs since version 3, one struct before. */
function entriesOf(answer: Codec): Hyperparameter[] {
  if (Symbol.iterator in answer && !("defKeys" in answer)) {
    return [...(answer as Vec<Struct>)].map((pair) => {
      const name = (pair.get("name") as Codec & { toUtf8(): string }).toUtf8();
      const value = pair.get("value") as Enum;
      return entry(name, value.inner as Codec, value.type);
    });
  }
  const struct = answer as Struct & { readonly Type: Record<string, string> };
  return struct.defKeys.map((key) => entry(snake(key), struct.get(key) as Codec, struct.Type[key] ?? ""));
}

/**
 * A subnet's hyperparameters from the newest call that the runtime has; null where it has none.
 * Error: `SUBNET_UNKNOWN`.
 */
export async function readHyperparameters(api: ApiPromise, netuid: number): Promise<Hyperparameter[] | null> {
  const method = METHODS.find((name) => hasCapability(api, "runtimeApi", API, name));
  if (!method) return null;
  const answer = await askRuntime<Option<Codec>>(api, API, method, netuid);
  if (answer.isNone) {
    throw new AppError("SUBNET_UNKNOWN", `There is no subnet ${netuid} on this network.`, {
      hint: "Choose a subnet from the list.",
      field: "netuid",
    });
  }
  return entriesOf(answer.unwrap());
}
