import { Loader } from "@mantine/core";
import { type DataColumn, DataTable } from "#renderer/components/DataTable.tsx";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { count, percent } from "#renderer/lib/format.ts";
import { useQuery } from "#renderer/lib/use-call.ts";
import { formatTao } from "#src/amount/format-amount.ts";
import type { Hyperparameter } from "#src/contract/subnets.ts";

const U16_ONE = 65_535;
const U64_ONE = 2 ** 64;

/** The value with its unit. Shares are no amounts, so doubles do. */
function shown({ value, unit }: Hyperparameter): string {
  switch (unit) {
    case "blocks":
      return `${count(Number(value))} blocks`;
    case "epochs":
      return value === "1" ? "1 epoch" : `${value} epochs`;
    case "rao":
      return formatTao(BigInt(value));
    case "share16":
      return percent(Number(value) / U16_ONE, 2);
    case "share64":
      return percent(Number(value) / U64_ONE, 2);
    case "thousandths":
      return String(Number(value) / 1_000);
    case "switch":
      return value === "true" ? "yes" : "no";
    default:
      return value;
  }
}

const COLUMNS: readonly DataColumn<Hyperparameter>[] = [
  { id: "name", header: "Rule", value: (row) => row.name },
  { id: "value", header: "Value", value: shown },
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
