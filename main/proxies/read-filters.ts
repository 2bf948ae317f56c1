import type { Enum, Option, Struct, u128, Vec } from "@polkadot/types";
import type { Codec } from "@polkadot/types/types";
import type { CallCondition, CallRule, ProxyFilter } from "#src/proxies/proxy-types.ts";

interface Text extends Codec {
  toUtf8(): string;
}

const MODES: Readonly<Record<string, ProxyFilter["mode"]>> = {
  AllowAll: "allowAll",
  DenyAll: "denyAll",
  Allow: "allow",
  Deny: "deny",
};

/** A value, or what is in an option; null where the option is empty or there is no such field. */
function present<T extends Codec>(value: Codec | undefined): T | null {
  if (value === undefined) return null;
  if (!("isSome" in value)) return value as T;
  const option = value as unknown as Option<T>;
  return option.isSome ? option.unwrap() : null;
}

const textOf = (value: Codec | undefined): string => present<Text>(value)?.toUtf8() ?? "";

function toCondition(asked: Enum): CallCondition {
  const fields = asked.value as Struct;
  return asked.type === "ParamLessThan"
    ? { kind: "below", param: textOf(fields.get("paramName")), limit: (fields.get("limit") as u128).toBigInt() }
    : { kind: "inside", pallet: textOf(fields.get("palletName")), call: textOf(fields.get("callName")) };
}

function toRule(info: Struct): CallRule {
  const call = present<Text>(info.get("callName"));
  const asked = present<Enum>(info.get("condition"));
  return {
    pallet: textOf(info.get("palletName")),
    call: call ? call.toUtf8() : null,
    ...(asked ? { condition: toCondition(asked) } : {}),
  };
}

const rules = (list: Codec | undefined): CallRule[] => (list ? [...(list as Vec<Struct>)].map(toRule) : []);

/**
 * A node's filters by type. Runtime 424 lists a mode's calls and exceptions beside it; later ones hold the calls inside the
 * mode and have no exceptions. A mode that is not known lets nothing through.
 */
export const toFilters = (told: Iterable<Struct>): ReadonlyMap<string, ProxyFilter> =>
  new Map(
    [...told].map((info): [string, ProxyFilter] => {
      const mode = info.get("filterMode") as Enum;
      const inside = mode.value as Codec;
      const calls = info.get("calls") ?? (mode.isEmpty || !(Symbol.iterator in inside) ? undefined : inside);
      return [
        textOf(info.get("name")),
        { mode: MODES[mode.type] ?? "denyAll", calls: rules(calls), exceptions: rules(info.get("exceptions")) },
      ];
    }),
  );
