import { shortAddress } from "#src/address/short-address.ts";
import { formatAlphaShort, formatRao, formatTao } from "#src/amount/format-amount.ts";
import type { Overview, OverviewSubnet, OwnNeuron } from "#src/contract/neurons.ts";
import { count } from "#src/words/count.ts";
import type { SessionCommand } from "../command.ts";
import type { Field } from "../fields.ts";
import { formatTable } from "../format-value.ts";
import { readFields } from "../read-fields.ts";
import { unwrap } from "../unwrap.ts";

const FIELDS: readonly Field[] = [{ name: "netuid", flag: "netuid", kind: "number", required: false, choices: [] }];

const share = (value: number | null): string => (value === null ? "none" : value.toFixed(4));

/** The fifteen columns that miners know, with the units they have today. */
function columns(neuron: OwnNeuron): Record<string, string> {
  return {
    COLDKEY: neuron.ownColdkey ? neuron.walletName : neuron.coldkey.slice(0, 7),
    HOTKEY: neuron.hotkeyName,
    UID: String(neuron.uid),
    ACTIVE: neuron.active ? "True" : "False",
    STAKE: formatAlphaShort(BigInt(neuron.stakeAlphaRao), ""),
    RANK: share(neuron.rank),
    TRUST: share(neuron.trust),
    CONSENSUS: share(neuron.consensus),
    INCENTIVE: share(neuron.incentive),
    DIVIDENDS: share(neuron.dividends),
    EMISSION: formatRao(BigInt(neuron.emissionAlphaRaoPerBlock)).replace(" ρ", ""),
    VTRUST: share(neuron.validatorTrust),
    VPERMIT: neuron.validatorPermit ? "*" : "",
    UPDATED: count(neuron.updatedBlocksAgo),
    AXON: neuron.axon ?? "none",
    HOTKEY_SS58: shortAddress(neuron.hotkey),
  };
}

function subnetText(subnet: OverviewSubnet): string {
  const { symbol, totals } = subnet;
  const tao = totals.emissionRaoPerDay === null ? "" : ` (${formatTao(BigInt(totals.emissionRaoPerDay))})`;
  const lines = subnet.neurons.flatMap((neuron) =>
    neuron.survival ? [`  UID ${neuron.uid}: ${neuron.survival.sentence}`] : [],
  );
  return [
    `Subnet ${subnet.netuid} ${subnet.name}, block ${count(subnet.atBlock)}. STAKE in ${symbol}, EMISSION in alpha-rao a block.`,
    formatTable(subnet.neurons.map(columns), (name) => name),
    `Together: stake ${formatAlphaShort(BigInt(totals.stakeAlphaRao), symbol)}, ${formatAlphaShort(BigInt(totals.emissionAlphaRaoPerDay), symbol)} a day${tao}.`,
    ...lines,
  ].join("\n");
}

/** The overview as tables for a person. */
export function formatOverview(overview: Overview): string {
  const gone = overview.subnets.some(({ neurons }) =>
    neurons.some(({ rank, trust }) => rank === null || trust === null),
  );
  const parts = overview.subnets.map(subnetText);
  if (parts.length === 0) parts.push("No hotkey of this profile holds a UID here. `tausmith register` gives it one.");
  if (gone) parts.push("RANK and TRUST: this chain no longer fills them.");
  parts.push(`Free balance: ${formatTao(BigInt(overview.freeRao))}`);
  return parts.join("\n\n");
}

/** All neurons of the profile, as miners know the table. */
export const overviewCommand: SessionCommand = {
  kind: "session",
  path: ["overview"],
  usage: "overview [--netuid N]",
  summary: "All neurons of this profile: stake, shares, emission, axon, and how safe each UID is",
  needsChain: true,
  read({ line, words }) {
    const { netuid } = readFields(FIELDS, line, words) as { netuid?: number };
    return async ({ session }) => {
      const value = unwrap(await session.call("neurons.overview", netuid === undefined ? {} : { netuid }));
      return { value, text: formatOverview(value) };
    };
  },
};
