import { Loader } from "@mantine/core";
import { useState } from "react";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { PriceCurve } from "#renderer/components/PriceCurve.tsx";
import { count } from "#renderer/lib/format.ts";
import { ceilingSentence, decaySentence } from "#renderer/lib/price-words.ts";
import { useQuery } from "#renderer/lib/use-call.ts";

/** The registration price over the coming blocks; the line says when a price is reached if nobody registers. */
export function RegistrationPanel({ netuid, block }: { netuid: number; block: number }) {
  const price = useQuery("registration.price", { netuid }, block);
  const [chosenRao, setChosenRao] = useState<bigint | null>(null);
  const { value } = price;
  const ceilingRao = chosenRao ?? (value ? (BigInt(value.burnRao) * 3n) / 5n : 0n);
  return (
    <Panel
      title="Registration price"
      side={value ? <span className="dim">{`at block ${count(value.atBlock)}`}</span> : null}
    >
      {price.error ? (
        <ErrorPanel error={price.error} title="The price could not be read" onRetry={price.reload} />
      ) : null}
      {price.loading ? <Loader size="sm" aria-label="Reading the price" /> : null}
      {value ? (
        <>
          <p>{decaySentence(value)}</p>
          {value.forecast.length === 0 ? null : (
            <>
              <PriceCurve price={value} ceilingRao={ceilingRao} onCeiling={setChosenRao} />
              <p>{ceilingSentence(value, ceilingRao)}</p>
            </>
          )}
          <p className="dim">{value.outcome}</p>
        </>
      ) : null}
    </Panel>
  );
}
