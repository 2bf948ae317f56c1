import type { Option, Struct, u8, u128, Vec } from "@polkadot/types";
import type { Chain } from "#main/chain/chain.ts";
import { askRuntime, hasCapability } from "#main/chain/lookup.ts";
import { formatTao } from "#src/amount/format-amount.ts";
import type { ProxyTypeView } from "#src/contract/proxies.ts";
import {
  type CallRule,
  PROXY_TYPES,
  type ProxyFilter,
  proxyTypeWords,
  RECOMMENDED_TYPE,
} from "#src/proxies/proxy-types.ts";
import { filterAt424 } from "#src/proxies/type-filter.ts";

interface Text {
  toUtf8(): string;
}
interface TypeInfo extends Struct {
  readonly name: Text;
  readonly index: u8;
  readonly deprecated: { readonly isTrue: boolean };
}
interface Condition {
  readonly isParamLessThan: boolean;
  readonly asParamLessThan: { readonly paramName: Text; readonly limit: u128 };
  readonly asNestedCallMustBe: { readonly palletName: Text; readonly callName: Text };
}
interface CallInfo extends Struct {
  readonly palletName: Text;
  readonly callName: Option<never>;
  readonly condition: Option<never>;
}
interface FilterInfo extends Struct {
  readonly name: Text;
  readonly filterMode: { readonly type: string };
  readonly calls: Vec<CallInfo>;
  readonly exceptions: Vec<CallInfo>;
}

/** A type of the connected chain with its filter. */
export interface KnownType {
  readonly name: string;
  readonly index: number;
  readonly dead: boolean;
  readonly filter: ProxyFilter;
  readonly source: "node" | "facts";
}

export interface ProxyFilters {
  /** The chain's types; asked once a runtime. */
  types(): Promise<KnownType[]>;
  view(): Promise<ProxyTypeView[]>;
}

const API = "ProxyFilterRuntimeApi";
const MODES: Readonly<Record<string, ProxyFilter["mode"]>> = {
  AllowAll: "allowAll",
  DenyAll: "denyAll",
  Allow: "allow",
  Deny: "deny",
};

function toRule({ palletName, callName, condition }: CallInfo): CallRule {
  const call = callName.isSome ? (callName.unwrap() as Text).toUtf8() : null;
  const rule = { pallet: palletName.toUtf8(), call };
  if (condition.isNone) return rule;
  const asked = condition.unwrap() as Condition;
  return asked.isParamLessThan
    ? {
        ...rule,
        condition: {
          kind: "below",
          param: asked.asParamLessThan.paramName.toUtf8(),
          limit: asked.asParamLessThan.limit.toBigInt(),
        },
      }
    : {
        ...rule,
        condition: {
          kind: "inside",
          pallet: asked.asNestedCallMustBe.palletName.toUtf8(),
          call: asked.asNestedCallMustBe.callName.toUtf8(),
        },
      };
}

function ruleText({ pallet, call, condition }: CallRule): string {
  const name = call === null ? pallet : `${pallet}.${call}`;
  if (!condition) return name;
  return condition.kind === "below"
    ? `${name} with ${condition.param} below ${formatTao(condition.limit).replace(/\s*τ$/, "")}`
    : `${name} of ${condition.pallet}.${condition.call}`;
}

/** What the chain's proxy types let through: the node's own answer, and what is known of runtime 424 where it gives none. */
export function createProxyFilters(chain: Chain): ProxyFilters {
  let known: { readonly of: string; readonly types: Promise<KnownType[]> } | null = null;

  async function ask(): Promise<KnownType[]> {
    const api = chain.api();
    const told =
      hasCapability(api, "runtimeApi", API, "get_proxy_types") &&
      hasCapability(api, "runtimeApi", API, "get_proxy_filter");
    if (!told) {
      return PROXY_TYPES.map(({ name, index, dead }) => ({
        name,
        index,
        dead,
        filter: filterAt424(name),
        source: "facts" as const,
      }));
    }
    const [types, filters] = await Promise.all([
      askRuntime<Vec<TypeInfo>>(api, API, "get_proxy_types"),
      askRuntime<Vec<FilterInfo>>(api, API, "get_proxy_filter", null),
    ]);
    const byName = new Map(
      [...filters].map((one): [string, ProxyFilter] => [
        one.name.toUtf8(),
        {
          mode: MODES[one.filterMode.type] ?? "denyAll",
          calls: [...one.calls].map(toRule),
          exceptions: [...one.exceptions].map(toRule),
        },
      ]),
    );
    return [...types].map(({ name, index, deprecated }) => ({
      name: name.toUtf8(),
      index: index.toNumber(),
      dead: deprecated.isTrue,
      filter: byName.get(name.toUtf8()) ?? filterAt424(name.toUtf8()),
      source: "node" as const,
    }));
  }

  function types(): Promise<KnownType[]> {
    const { genesisHash, specVersion } = chain.live().identity;
    const of = `${genesisHash} ${specVersion}`;
    if (known?.of !== of) {
      const asked = ask();
      known = { of, types: asked };
      asked.catch(() => {
        known = null;
      });
    }
    return known.types;
  }

  return {
    types,
    view: async () =>
      (await types()).map(({ name, index, dead, filter, source }) => {
        const { width, may, mayNot } = proxyTypeWords(name);
        return {
          name,
          index,
          dead,
          width: dead ? "none" : width,
          recommended: name === RECOMMENDED_TYPE,
          may,
          mayNot,
          source,
          mode: filter.mode,
          calls: [...filter.calls.map(ruleText), ...filter.exceptions.map((rule) => `except ${ruleText(rule)}`)],
        };
      }),
  };
}
