/*
 * Planners. Accessible names: tabs "Target", "Sweep", "Split", "Rebalance"; fields "Wallet", "Tolerance"; regions
 * "What to sell", "What arrives", "Pays for itself", "Stays", "Together", "Parts against one go", "Shares".
 */
import { Select, Tabs } from "@mantine/core";
import { useState } from "react";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { setParams, useRoute } from "#renderer/lib/route.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import { useChosenWallet } from "#renderer/stores/use-wallet.ts";
import classes from "./PlannersPage.module.css";
import { RebalancePlanner } from "./RebalancePlanner.tsx";
import { SplitPlanner } from "./SplitPlanner.tsx";
import { SweepPlanner } from "./SweepPlanner.tsx";
import { TargetPlanner } from "./TargetPlanner.tsx";

const PLANNERS = [
  { id: "target", label: "Target", planner: TargetPlanner },
  { id: "sweep", label: "Sweep", planner: SweepPlanner },
  { id: "split", label: "Split", planner: SplitPlanner },
  { id: "rebalance", label: "Rebalance", planner: RebalancePlanner },
] as const;

const TOLERANCES = [
  { value: "1000", label: "0.1 %" },
  { value: "5000", label: "0.5 %" },
  { value: "10000", label: "1 %" },
  { value: "50000", label: "5 %" },
];

/** Planners propose orders; nothing is signed here. The basket, or a confirmation each, does that. */
export function PlannersPage() {
  const { params } = useRoute();
  const wallets = useMirror("wallets").value ?? [];
  const network = useMirror("network").value;
  const chosen = useChosenWallet();
  const [tolerancePpm, setTolerance] = useState(5_000);
  const wallet = wallets.find(({ walletId }) => walletId === params.get("wallet")) ?? chosen;
  const tab = PLANNERS.find(({ id }) => id === params.get("plan")) ?? PLANNERS[0];
  if (!wallet) {
    return (
      <Panel title="Planners">
        <EmptyState title="There is no wallet yet" text="Make, restore or watch one, and plan with what it holds." />
      </Panel>
    );
  }
  const Planner = tab.planner;
  return (
    <div className={classes.page}>
      <div className={classes.fields}>
        <Select
          label="Wallet"
          allowDeselect={false}
          data={wallets.map(({ walletId, name }) => ({ value: walletId, label: name }))}
          value={wallet.walletId}
          onChange={(value) => setParams({ wallet: value })}
        />
        <Select
          label="Tolerance"
          allowDeselect={false}
          data={TOLERANCES}
          value={String(tolerancePpm)}
          onChange={(value) => setTolerance(Number(value ?? 5_000))}
        />
      </div>
      <Tabs value={tab.id} onChange={(value) => setParams({ plan: value })}>
        <Tabs.List aria-label="Planners">
          {PLANNERS.map(({ id, label }) => (
            <Tabs.Tab key={id} value={id}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
      <Planner
        key={`${tab.id} ${wallet.walletId} ${network?.genesisHash}`}
        walletId={wallet.walletId}
        watched={wallet.kind === "watch"}
        tolerancePpm={tolerancePpm}
      />
    </div>
  );
}
