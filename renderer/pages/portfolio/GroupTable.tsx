import { useMemo } from "react";
import { Address } from "#renderer/components/Address.tsx";
import { Amount } from "#renderer/components/Amount.tsx";
import { type DataColumn, DataTable } from "#renderer/components/DataTable.tsx";
import { percent } from "#renderer/lib/format.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import type { Position } from "#src/contract/portfolio.ts";
import { type GroupedPositions, groupPositions, type PositionGroup } from "#src/portfolio/group-positions.ts";

const HEADERS: Readonly<Record<PositionGroup, string>> = { coldkey: "Coldkey", hotkey: "Hotkey", netuid: "Subnet" };

/** Positions summed by coldkey, hotkey or subnet. */
export function GroupTable({ positions, by }: { positions: readonly Position[]; by: PositionGroup }) {
  const subnets = useMirror("subnets").value;
  const rows = useMemo(() => groupPositions(positions, by), [positions, by]);
  const columns = useMemo<DataColumn<GroupedPositions>[]>(() => {
    const of = (netuid: number) => subnets?.find((subnet) => subnet.netuid === netuid);
    const label = ({ first }: GroupedPositions) => {
      if (by === "netuid") return first.netuid === 0 ? "0 root" : `${first.netuid} ${of(first.netuid)?.name ?? ""}`;
      return by === "coldkey" ? first.walletName : (first.hotkeyName ?? first.hotkey);
    };
    return [
      {
        id: "group",
        header: HEADERS[by],
        value: label,
        cell: (row) =>
          by === "netuid" ? (
            label(row)
          ) : (
            <Address
              address={by === "coldkey" ? row.first.coldkey : row.first.hotkey}
              name={(by === "coldkey" ? row.first.walletName : row.first.hotkeyName) ?? undefined}
              plain
            />
          ),
      },
      { id: "positions", header: "Positions", numeric: true, value: (row) => row.positions },
      {
        id: "alpha",
        header: "Stake",
        numeric: true,
        value: (row) => row.alphaRao,
        cell: (row) =>
          row.alphaRao === null ? (
            <span className="dim">several subnets</span>
          ) : (
            <Amount
              rao={row.alphaRao.toString()}
              unit={row.first.netuid === 0 ? "τ" : (of(row.first.netuid)?.symbol ?? "α")}
            />
          ),
      },
      {
        id: "spot",
        header: "At spot",
        numeric: true,
        value: (row) => row.spotRao,
        cell: (row) => <Amount rao={row.spotRao.toString()} />,
      },
      {
        id: "exit",
        header: "At exit",
        numeric: true,
        value: (row) => row.exitRao,
        cell: (row) => (
          <>
            <Amount rao={row.exitRao.toString()} />
            {row.unsellable > 0 ? (
              <span className="dim">{` without ${row.unsellable} that cannot be sold`}</span>
            ) : null}
          </>
        ),
      },
      {
        id: "share",
        header: "Share",
        numeric: true,
        value: (row) => row.shareMillionths,
        cell: (row) => percent(row.shareMillionths / 1_000_000),
      },
    ];
  }, [subnets, by]);
  return (
    <DataTable
      label={`Positions by ${HEADERS[by].toLowerCase()}`}
      columns={columns}
      rows={rows}
      rowKey={({ key }) => key}
      csvName={`tausmith-portfolio-by-${HEADERS[by].toLowerCase()}.csv`}
      sortedBy={{ id: "spot", desc: true }}
      maxHeight="56vh"
      empty={null}
    />
  );
}
