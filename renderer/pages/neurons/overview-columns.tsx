import { Address } from "#renderer/components/Address.tsx";
import type { DataColumn } from "#renderer/components/DataTable.tsx";
import { count } from "#renderer/lib/format.ts";
import { shortAddress } from "#src/address/short-address.ts";
import { formatAlphaShort, formatRao, formatTaoShort } from "#src/amount/format-amount.ts";
import type { OverviewSubnet, OwnNeuron } from "#src/contract/neurons.ts";

/** A neuron with the subnet it is in. */
export interface OverviewRow extends OwnNeuron {
  readonly subnet: OverviewSubnet;
}

const share = (value: number): string => value.toFixed(4);
const NOT_FILLED = "not filled";
const filled = (value: number | null) =>
  value === null ? (
    <span className="dim" title="This chain no longer fills it.">
      {NOT_FILLED}
    </span>
  ) : (
    share(value)
  );

/** The fifteen columns of the overview, and what miners ask next: a day's earnings and the subnet. */
export const OVERVIEW_COLUMNS: readonly DataColumn<OverviewRow>[] = [
  { id: "netuid", header: "Subnet", value: (row) => row.netuid, cell: (row) => `${row.netuid} · ${row.subnet.name}` },
  {
    id: "coldkey",
    header: "Coldkey",
    value: (row) => (row.ownColdkey ? row.walletName : row.coldkey),
    cell: (row) =>
      row.ownColdkey ? (
        row.walletName
      ) : (
        <span className="warning" title="On this chain another coldkey owns this hotkey.">
          {shortAddress(row.coldkey)}
        </span>
      ),
  },
  { id: "hotkey", header: "Hotkey", value: (row) => row.hotkeyName },
  { id: "uid", header: "UID", numeric: true, value: (row) => row.uid },
  { id: "active", header: "Active", value: (row) => (row.active ? "yes" : "no") },
  {
    id: "stake",
    header: "Stake α",
    numeric: true,
    value: (row) => BigInt(row.stakeAlphaRao),
    cell: (row) => formatAlphaShort(BigInt(row.stakeAlphaRao), row.netuid === 0 ? "τ" : row.subnet.symbol),
  },
  { id: "rank", header: "Rank", numeric: true, value: (row) => row.rank, cell: (row) => filled(row.rank) },
  { id: "trust", header: "Trust", numeric: true, value: (row) => row.trust, cell: (row) => filled(row.trust) },
  {
    id: "consensus",
    header: "Consensus",
    numeric: true,
    value: (row) => row.consensus,
    cell: (row) => share(row.consensus),
  },
  {
    id: "incentive",
    header: "Incentive",
    numeric: true,
    value: (row) => row.incentive,
    cell: (row) => share(row.incentive),
  },
  {
    id: "dividends",
    header: "Dividends",
    numeric: true,
    value: (row) => row.dividends,
    cell: (row) => share(row.dividends),
  },
  {
    id: "emission",
    header: "Emission α-ρ a block",
    numeric: true,
    inRao: true,
    value: (row) => BigInt(row.emissionAlphaRaoPerBlock),
    cell: (row) => formatRao(BigInt(row.emissionAlphaRaoPerBlock)).replace(" ρ", ""),
  },
  {
    id: "day",
    header: "A day α",
    numeric: true,
    value: (row) => BigInt(row.emissionAlphaRaoPerDay),
    cell: (row) =>
      `${formatAlphaShort(BigInt(row.emissionAlphaRaoPerDay), row.subnet.symbol)}${
        row.emissionRaoPerDay === null ? "" : ` · ${formatTaoShort(BigInt(row.emissionRaoPerDay))}`
      }`,
  },
  {
    id: "vtrust",
    header: "VTrust",
    numeric: true,
    value: (row) => row.validatorTrust,
    cell: (row) => filled(row.validatorTrust),
  },
  {
    id: "vpermit",
    header: "VPermit",
    value: (row) => (row.validatorPermit ? "*" : ""),
    cell: (row) => (row.validatorPermit ? <span title="It may validate.">*</span> : ""),
  },
  {
    id: "updated",
    header: "Updated, blocks ago",
    numeric: true,
    value: (row) => row.updatedBlocksAgo,
    cell: (row) => count(row.updatedBlocksAgo),
  },
  { id: "axon", header: "Axon", value: (row) => row.axon ?? "none" },
  {
    id: "address",
    header: "Hotkey address",
    value: (row) => row.hotkey,
    cell: (row) => <Address address={row.hotkey} />,
  },
  {
    id: "away",
    header: "Registrations away",
    numeric: true,
    hidden: true,
    value: (row) => row.survival?.registrationsAway ?? null,
  },
  {
    id: "since",
    header: "Registered at block",
    numeric: true,
    hidden: true,
    value: (row) => row.registeredAtBlock,
    cell: (row) => count(row.registeredAtBlock),
  },
];
