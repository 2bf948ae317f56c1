import { Loader } from "@mantine/core";
import { type DataColumn, DataTable } from "#renderer/components/DataTable.tsx";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { useQuery } from "#renderer/lib/use-call.ts";
import type { Hyperparameter } from "#src/contract/subnets.ts";
import { hyperparameterText } from "#src/subnets/hyperparameter-text.ts";

const COLUMNS: readonly DataColumn<Hyperparameter>[] = [
  { id: "name", header: "Rule", value: (row) => row.name },
  { id: "value", header: "Value", value: hyperparameterText },
  { id: "text", header: "What it does", value: (row) => row.text },
  { id: "raw", header: "On chain", hidden: true, value: (row) => row.value },
];

/** The rules of a subnet. */
export function HyperparametersTable({ netuid }: { netuid: number }) {
  const rules = useQuery("subnets.hyperparameters", { netuid });
  return (
    <Panel title="Hyperparameters" flush>
      {rules.error ? (
        <ErrorPanel error={rules.error} title="The rules could not be read" onRetry={rules.reload} />
      ) : null}
      {rules.loading ? <Loader m="md" size="sm" aria-label="Reading the rules" /> : null}
      {rules.value ? (
        <DataTable
          label="Hyperparameters"
          columns={COLUMNS}
          rows={rules.value.parameters}
          rowKey={(row) => row.name}
          csvName={`tausmith-hyperparameters-${netuid}.csv`}
          maxHeight="calc(100vh - 300px)"
          empty={<EmptyState title="No rules to show" text={rules.value.reason ?? "The node told none."} />}
        />
      ) : null}
    </Panel>
  );
}
