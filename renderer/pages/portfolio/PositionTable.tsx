import { type ReactNode, useMemo } from "react";
import { Address } from "#renderer/components/Address.tsx";
import { Amount } from "#renderer/components/Amount.tsx";
import { type DataColumn, DataTable } from "#renderer/components/DataTable.tsx";
import { StateMark } from "#renderer/components/StateMark.tsx";
import { percent } from "#renderer/lib/format.ts";
import { go, href } from "#renderer/lib/route.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import type { Availability, Position } from "#src/contract/portfolio.ts";

/** Every position with its worth at spot and at exit; rows open the subnet. */
export function PositionTable(props: {
  positions: readonly Position[];
  availability: readonly Availability[];
  empty: ReactNode;
}) {
  const { positions, availability } = props;
  const subnets = useMirror("subnets").value;
  const columns = useMemo<DataColumn<Position>[]>(() => {
    const symbols = new Map(subnets?.map(({ netuid, symbol }) => [netuid, symbol]));
    const names = new Map(subnets?.map(({ netuid, name }) => [netuid, name]));
    const symbol = (netuid: number): string => (netuid === 0 ? "τ" : (symbols.get(netuid) ?? "α"));
    const subnet = (netuid: number): string =>
      netuid === 0 ? "0 root" : `${netuid} ${names.get(netuid) ?? ""}`.trim();
    const held = new Map(availability.map((one) => [`${one.coldkey} ${one.netuid}`, one]));
    const heldOf = (row: Position) => held.get(`${row.coldkey} ${row.netuid}`);
    return [
      { id: "subnet", header: "Subnet", value: (row) => row.netuid, cell: (row) => subnet(row.netuid) },
      {
        id: "coldkey",
        header: "Coldkey",
        value: (row) => row.walletName,
        cell: (row) => (
          <>
            <Address address={row.coldkey} name={row.walletName} plain />
            {row.walletKind === "watch" ? <StateMark tone="quiet">watched</StateMark> : null}
          </>
        ),
      },
      {
        id: "hotkey",
        header: "Hotkey",
        value: (row) => row.hotkeyName ?? row.hotkey,
        cell: (row) => <Address address={row.hotkey} name={row.hotkeyName ?? undefined} plain />,
      },
      {
        id: "alpha",
        header: "Stake",
        numeric: true,
        value: (row) => BigInt(row.alphaRao),
        cell: (row) => <Amount rao={row.alphaRao} unit={symbol(row.netuid)} />,
      },
      {
        id: "spot",
        header: "At spot",
        numeric: true,
        value: (row) => BigInt(row.spotRao),
        cell: (row) => <Amount rao={row.spotRao} />,
      },
      {
        id: "exit",
        header: "At exit",
        numeric: true,
        value: (row) => (row.exitRao === null ? null : BigInt(row.exitRao)),
        cell: (row) => (row.exitRao === null ? <span className="dim">no quote</span> : <Amount rao={row.exitRao} />),
      },
      {
        id: "share",
        header: "Share",
        numeric: true,
        value: (row) => row.shareMillionths,
        cell: (row) => percent(row.shareMillionths / 1_000_000),
      },
      {
        id: "available",
        header: "Available here",
        numeric: true,
        value: (row) => BigInt(heldOf(row)?.availableAlphaRao ?? row.alphaRao),
        cell: (row) => (
          <Amount
            rao={heldOf(row)?.availableAlphaRao ?? row.alphaRao}
            unit={symbol(row.netuid)}
            title="Of this coldkey on this subnet, over all hotkeys"
          />
        ),
      },
      {
        id: "locked",
        header: "Locked here",
        numeric: true,
        value: (row) => BigInt(heldOf(row)?.lockedAlphaRao ?? "0"),
        cell: (row) => <Amount rao={heldOf(row)?.lockedAlphaRao ?? "0"} unit={symbol(row.netuid)} />,
      },
      {
        id: "price",
        header: "Price",
        numeric: true,
        hidden: true,
        value: (row) => BigInt(row.priceRaoPerAlpha),
        cell: (row) => <Amount rao={row.priceRaoPerAlpha} full />,
      },
    ];
  }, [subnets, availability]);
  return (
    <DataTable
      label="Positions"
      columns={columns}
      rows={positions}
      rowKey={(row) => `${row.coldkey} ${row.hotkey} ${row.netuid}`}
      onRow={(row) => go(href("subnets", row.netuid))}
      csvName="tausmith-portfolio.csv"
      sortedBy={{ id: "spot", desc: true }}
      maxHeight="56vh"
      empty={props.empty}
    />
  );
}
