import type { ApiPromise } from "@polkadot/api";
import type { Enum, Struct, u8, Vec } from "@polkadot/types";
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
import { toFilters } from "./read-filters.ts";

interface Text {
  toUtf8(): string;
}
interface TypeInfo extends Struct {
  readonly name: Text;
  readonly index: u8;
  readonly deprecated: { readonly isTrue: boolean };
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
function ruleText({ pallet, call, condition }: CallRule): string {
  const name = call === null ? pallet : `${pallet}.${call}`;
  if (!condition) return name;
  return condition.kind === "below"
    ? `${name} with ${condition.param} below ${formatTao(condition.limit).replace(/\s*τ$/, "")}`
    : `${name} of ${condition.pallet}.${condition.call}`;
}

/** Proxy types by the names that the call adding one knows. */
export function typeNames(api: ApiPromise): readonly string[] {
  const type = api.tx.proxy?.addProxy?.meta.args[1]?.type.toString();
  const made = type ? (api.registry.createTypeUnsafe(type, []) as unknown as Partial<Enum>) : {};
  return made.defKeys ?? [];
}

/** What the chain's proxy types let through: the node's own answer, and what is known of runtime 424 where it gives none. */
export function createProxyFilters(chain: Chain): ProxyFilters {
  let known: { readonly of: string; readonly types: Promise<KnownType[]> } | null = null;

  /** Types without the node's word on them: their names from the chain's own list, the rest as known of runtime 424. */
  function remembered(): KnownType[] {
    const api = chain.api();
    const names = hasCapability(api, "call", "Proxy", "add_proxy") ? typeNames(api) : [];
    const known = names.length > 0 ? names : PROXY_TYPES.map(({ name }) => name);
    return known.map((name, index) => ({
      name,
      index,
      dead: proxyTypeWords(name).dead,
      filter: filterAt424(name),
      source: "facts",
    }));
  }

  async function ask(): Promise<KnownType[]> {
    const api = chain.api();
    // Later runtimes answer for several types at once, under another name (chain facts 0.3).
    const method = ["get_proxy_filter", "get_proxy_filters"].find((name) =>
      hasCapability(api, "runtimeApi", API, name),
    );
    if (method === undefined || !hasCapability(api, "runtimeApi", API, "get_proxy_types")) return remembered();
    const [types, told] = await Promise.all([
      askRuntime<Vec<TypeInfo>>(api, API, "get_proxy_types"),
      askRuntime<Vec<Struct>>(api, API, method, null),
    ]);
    const filters = toFilters(told);
    return [...types].map(({ name, index, deprecated }) => ({
      name: name.toUtf8(),
      index: index.toNumber(),
      dead: deprecated.isTrue,
      filter: filters.get(name.toUtf8()) ?? filterAt424(name.toUtf8()),
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
