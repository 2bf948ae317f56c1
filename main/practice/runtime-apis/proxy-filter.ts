import { type CallRule, PROXY_TYPES } from "#src/proxies/proxy-types.ts";
import { FILTERS_AT_424, type TypeFilter } from "#src/proxies/type-filter.ts";
import { type Context, defineApi, defineMethod } from "../describe/index.ts";
import { bool, bytes, enumeration, named, option, struct, u8, u128, type ValueOf, vec } from "../scale/index.ts";

const Bytes = named(bytes, "Vec<u8>");
const C = "subtensor_runtime_common";

const ProxyTypeInfo = struct(`${C}::ProxyTypeInfo`, { name: Bytes, index: u8, deprecated: bool });
const CallCondition = enumeration(`${C}::CallCondition`, {
  ParamLessThan: [0, { param_name: Bytes, limit: u128 }],
  NestedCallMustBe: [1, { pallet_name: Bytes, call_name: Bytes }],
});
const CallInfo = struct(`${C}::CallInfo`, {
  pallet_name: Bytes,
  pallet_index: u8,
  call_name: named(option(bytes), "Option<Vec<u8>>"),
  call_index: option(u8),
  condition: named(option(CallCondition), "Option<CallCondition>"),
});
const FilterMode = enumeration(`${C}::FilterMode`, { AllowAll: [0], DenyAll: [1], Allow: [2], Deny: [3] });
const ProxyFilterInfo = struct(`${C}::ProxyFilterInfo`, {
  proxy_type: u8,
  name: Bytes,
  deprecated: bool,
  filter_mode: named(FilterMode, "FilterMode"),
  calls: named(vec(CallInfo), "Vec<CallInfo>"),
  exceptions: named(vec(CallInfo), "Vec<CallInfo>"),
});

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const dead = (name: string): boolean => PROXY_TYPES.find((one) => one.name === name)?.dead ?? false;
const MODES = { allowAll: "AllowAll", denyAll: "DenyAll", allow: "Allow", deny: "Deny" } as const;

/** Pallets of the live chain that this network does not have, by their number there. */
const ELSEWHERE: Readonly<Record<string, number>> = { Sudo: 12, AdminUtils: 19 };

function conditionOf({ condition }: CallRule): ValueOf<typeof CallInfo>["condition"] {
  if (!condition) return undefined;
  return condition.kind === "below"
    ? { type: "ParamLessThan", value: { param_name: text(condition.param), limit: condition.limit } }
    : {
        type: "NestedCallMustBe",
        value: { pallet_name: text(condition.pallet), call_name: text(condition.call) },
      };
}

function infoOf({ runtime }: Context, rule: CallRule): ValueOf<typeof CallInfo> {
  const pallet = runtime.pallet(rule.pallet);
  const call = rule.call === null ? undefined : pallet?.calls?.[rule.call];
  return {
    pallet_name: text(rule.pallet),
    pallet_index: pallet?.index ?? ELSEWHERE[rule.pallet] ?? 0,
    call_name: rule.call === null ? undefined : text(rule.call),
    call_index: call?.index,
    condition: conditionOf(rule),
  };
}

const filterInfo = (ctx: Context, { index, name, filter }: TypeFilter): ValueOf<typeof ProxyFilterInfo> => ({
  proxy_type: index,
  name: text(name),
  deprecated: dead(name),
  filter_mode: { type: MODES[filter.mode] },
  calls: filter.calls.map((rule) => infoOf(ctx, rule)),
  exceptions: filter.exceptions.map((rule) => infoOf(ctx, rule)),
});

/** What each proxy type lets through, told by the node itself. */
export const proxyFilterApi = defineApi("ProxyFilterRuntimeApi", 1, {
  get_proxy_types: defineMethod({}, vec(ProxyTypeInfo), () =>
    PROXY_TYPES.map(({ name, index }) => ({ name: text(name), index, deprecated: dead(name) })),
  ),
  get_proxy_filter: defineMethod({ proxy_type: option(u8) }, vec(ProxyFilterInfo), (ctx, { proxy_type }) =>
    FILTERS_AT_424.filter(({ index }) => proxy_type === undefined || proxy_type === index).map((one) =>
      filterInfo(ctx, one),
    ),
  ),
});
