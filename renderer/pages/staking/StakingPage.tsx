/*
 * Stake. Accessible names: table "Positions" (rows open "Unstake"), buttons "Stake", "Send TAO", per row
 * "Unstake", "Move", "Swap", "Give", "Exit"; dialog with the action's title; fields "Amount (τ)" or "Amount (α)",
 * "Subnet", "Hotkey address", "To address"; slider "Share of the available"; region "Fees and what comes of it".
 */
import { Button, Loader } from "@mantine/core";
import { Address } from "#renderer/components/Address.tsx";
import { Amount } from "#renderer/components/Amount.tsx";
import { type DataColumn, DataTable } from "#renderer/components/DataTable.tsx";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { count } from "#renderer/lib/format.ts";
import { href, setParams } from "#renderer/lib/route.ts";
import { useQuery } from "#renderer/lib/use-call.ts";
import { useFeature } from "#renderer/lib/use-feature.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import { useOwnNames } from "#renderer/stores/use-wallet.ts";
import type { PositionView } from "#src/contract/staking.ts";
import { OrderDrawer } from "./OrderDrawer.tsx";
import classes from "./StakingPage.module.css";
import { type Action, useOrderChoice } from "./use-order.ts";

type Row = PositionView & { readonly walletId: string | null };

const ROW_ACTIONS = [
  ["unstake", "Unstake", "staking"],
  ["move", "Move", "moving"],
  ["swap", "Swap", "moving"],
  ["give", "Give", "moving"],
  ["exit", "Exit", "staking"],
] as const;

/** Why the connected runtime lets nothing of a kind be done here; null where it does. Without a quote nothing is prepared. */
function useObstacles(): Record<"staking" | "moving", string | null> {
  const quotes = useFeature("swap-simulation");
  const staking = useFeature("staking");
  const moving = useFeature("moving-stake");
  const why = (kind: typeof staking) => (quotes.missing ? quotes.reason : kind.missing ? kind.reason : null);
  return { staking: why(staking), moving: why(moving) };
}

function open(action: Action, row: Row): void {
  setParams({ action, wallet: row.walletId, netuid: String(row.netuid), hotkey: row.hotkey, transaction: null });
}

/** Positions on top, an action in a drawer from the right. */
export function StakingPage() {
  const network = useMirror("network").value;
  const wallets = useMirror("wallets").value ?? [];
  const subnets = useMirror("subnets").value ?? [];
  const names = useOwnNames();
  const online = network?.state === "online" || network?.state === "stale";
  const positions = useQuery("staking.positions", online ? {} : null, network?.block);
  const rows: Row[] = (positions.value ?? []).map((position) => ({
    ...position,
    walletId: wallets.find(({ address }) => address === position.coldkey)?.walletId ?? null,
  }));
  const choice = useOrderChoice(rows);
  const obstacles = useObstacles();
  const subnetName = (netuid: number) => subnets.find((subnet) => subnet.netuid === netuid)?.name ?? "";
  const symbolOf = (netuid: number) =>
    netuid === 0 ? "τ" : (subnets.find((subnet) => subnet.netuid === netuid)?.symbol ?? "α");
  const start = (action: Action) => () =>
    setParams({ action, netuid: null, hotkey: null, transaction: null, wallet: choice.wallet?.walletId ?? null });

  const columns: DataColumn<Row>[] = [
    {
      id: "coldkey",
      header: "Coldkey",
      value: (row) => names.get(row.coldkey) ?? row.coldkey,
      cell: (row) => <Address address={row.coldkey} name={names.get(row.coldkey)} plain />,
    },
    {
      id: "netuid",
      header: "Subnet",
      numeric: true,
      value: (row) => row.netuid,
      cell: (row) => `${row.netuid} ${subnetName(row.netuid)}`,
    },
    {
      id: "hotkey",
      header: "Hotkey",
      value: (row) => names.get(row.hotkey) ?? row.hotkey,
      cell: (row) => <Address address={row.hotkey} name={names.get(row.hotkey)} plain />,
    },
    {
      id: "alpha",
      header: "Staked",
      numeric: true,
      value: (row) => BigInt(row.alphaRao),
      cell: (row) => <Amount rao={row.alphaRao} unit={symbolOf(row.netuid)} />,
    },
    {
      id: "worth",
      header: "Worth at spot",
      numeric: true,
      value: (row) => BigInt(row.worthRao),
      cell: (row) => <Amount rao={row.worthRao} />,
    },
    {
      id: "exit",
      header: "If sold now",
      numeric: true,
      value: (row) => (row.exitRao === null ? null : BigInt(row.exitRao)),
      cell: (row) => (row.exitRao === null ? <span className="dim">no quote</span> : <Amount rao={row.exitRao} />),
    },
    {
      id: "locked",
      header: "Locked",
      numeric: true,
      hidden: true,
      value: (row) => BigInt(row.lockedAlphaRao),
      cell: (row) => <Amount rao={row.lockedAlphaRao} unit={symbolOf(row.netuid)} />,
    },
    {
      id: "available",
      header: "Available",
      numeric: true,
      value: (row) => BigInt(row.availableAlphaRao),
      cell: (row) => <Amount rao={row.availableAlphaRao} unit={symbolOf(row.netuid)} />,
    },
    {
      id: "actions",
      header: "Actions",
      value: () => null,
      cell: (row) => (
        <span className={classes.actions}>
          {ROW_ACTIONS.map(([action, label, kind]) => (
            <Button
              key={action}
              size="compact-xs"
              variant="default"
              disabled={obstacles[kind] !== null}
              title={obstacles[kind] ?? undefined}
              onClick={(event) => {
                event.stopPropagation();
                open(action, row);
              }}
            >
              {label}
            </Button>
          ))}
        </span>
      ),
    },
  ];
  const atBlock = positions.value?.[0]?.atBlock;
  const buttons = (
    <span className={classes.actions}>
      <Button
        size="xs"
        disabled={obstacles.staking !== null}
        title={obstacles.staking ?? undefined}
        onClick={start("stake")}
      >
        Stake
      </Button>
      <Button size="xs" variant="default" onClick={start("send")}>
        Send TAO
      </Button>
      <Button size="xs" variant="default" component="a" href={href("planners")}>
        Planners
      </Button>
    </span>
  );
  return (
    <>
      <Panel
        flush
        title="Positions"
        side={atBlock === undefined ? null : <span className="dim">{`read at block ${count(atBlock)}`}</span>}
      >
        {positions.error ? (
          <>
            <ErrorPanel error={positions.error} title="Positions could not be read" onRetry={positions.reload} />
            <p className={classes.bar}>{buttons}</p>
          </>
        ) : null}
        {[...new Set(Object.values(obstacles))].map((reason) =>
          reason === null ? null : (
            <p key={reason} className={`${classes.bar} warning`}>
              {reason}
            </p>
          ),
        )}
        {!positions.value && !positions.error ? <Loader m="md" size="sm" aria-label="Loading positions" /> : null}
        {positions.value ? (
          <DataTable
            label="Positions"
            columns={columns}
            rows={rows}
            rowKey={(row) => `${row.coldkey} ${row.hotkey} ${row.netuid}`}
            onRow={(row) => obstacles.staking === null && open("unstake", row)}
            csvName="tausmith-positions.csv"
            sortedBy={{ id: "worth", desc: true }}
            bar={buttons}
            maxHeight="calc(100vh - 176px)"
            empty={
              <EmptyState
                title="Nothing is staked yet"
                text="Stake behind a validator of a subnet to earn with it. Every fee, the price impact and the worst result are shown first."
                action={buttons}
              />
            }
          />
        ) : null}
      </Panel>
      <OrderDrawer choice={choice} />
    </>
  );
}
