import type { NetworkChoice } from "#src/contract/network.ts";
import { count } from "#src/words/count.ts";
import type { SessionCommand } from "../command.ts";
import { formatTable } from "../format-value.ts";
import { readFields } from "../read-fields.ts";
import { unwrap } from "../unwrap.ts";

const UNKNOWN = "–";

function networksText(networks: readonly NetworkChoice[]): string {
  const rows = networks.flatMap(({ name, kind, selected, endpoints }) =>
    (endpoints.length > 0 ? endpoints : [null]).map((endpoint) => ({
      NETWORK: `${selected ? "* " : "  "}${name === kind ? name : `${name} (${kind})`}`,
      ENDPOINT: endpoint ? `${endpoint.url}${endpoint.own ? " (own)" : ""}` : UNKNOWN,
      STATE: endpoint ? (endpoint.inUse ? `${endpoint.state}, in use` : endpoint.state) : UNKNOWN,
      LATENCY: endpoint?.latencyMs == null ? UNKNOWN : `${Math.round(endpoint.latencyMs)} ms`,
      BLOCK: endpoint?.block == null ? UNKNOWN : count(endpoint.block),
      LAG: endpoint?.lagBlocks == null ? UNKNOWN : String(endpoint.lagBlocks),
      RUNTIME: endpoint?.specVersion == null ? UNKNOWN : String(endpoint.specVersion),
      WHY: endpoint?.reason ?? "",
    })),
  );
  return formatTable(rows, (name) => name);
}

/** Networks with the health of their endpoints, as far as it was seen. */
export const networkListCommand: SessionCommand = {
  kind: "session",
  path: ["network", "list"],
  usage: "network list",
  summary: "Networks that can be chosen, each with its endpoints and what is known of them",
  needsChain: false,
  read({ line, words }) {
    readFields([], line, words);
    return async ({ session }) => {
      const value = unwrap(await session.call("network.list", {}));
      return { value, text: networksText(value) };
    };
  },
};

/** Asks the endpoints of a network now. */
export const networkCheckCommand: SessionCommand = {
  kind: "session",
  path: ["network", "check"],
  usage: "network check [NETWORK]",
  summary: "Ask every endpoint of a network who it is, how fast it answers and which block it has",
  needsChain: false,
  read({ line, words }) {
    const [named, ...rest] = words;
    readFields([], line, rest);
    return async ({ session }) => {
      const value = unwrap(await session.call("network.check", named === undefined ? {} : { network: named }));
      return { value, text: networksText(value) };
    };
  },
};

/** What the connected node can do. */
export const networkCapabilitiesCommand: SessionCommand = {
  kind: "session",
  path: ["network", "capabilities"],
  usage: "network capabilities",
  summary: "What the connected node can do, what is disabled, and why",
  needsChain: true,
  read({ line, words }) {
    readFields([], line, words);
    return async ({ session }) => {
      const value = unwrap(await session.call("network.capabilities", {}));
      const rows = value.features.map(({ title, state, reason }) => ({
        FEATURE: title,
        STATE: state,
        WHY: reason ?? "",
      }));
      return {
        value,
        text: `${value.network}: ${value.specName} ${value.specVersion}\n\n${formatTable(rows, (name) => name)}`,
      };
    };
  },
};
