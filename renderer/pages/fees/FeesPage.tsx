/*
 * Fees. Accessible names: radio group "What to look at" with "Costs", "Explorer", "Deposits and rates";
 * table "Fees of all calls" (rows open the explorer); "Which calls", "Price again"; regions "Explorer" and "Compared
 * with" with fields "Pallet", "Call", "Signer" and the call's own arguments; "Compare with another call",
 * "Stop comparing"; list "Transaction fee lines"; regions "Deposits and rates", "Where each part goes".
 */
import { Button, SegmentedControl } from "@mantine/core";
import { setParams, useRoute } from "#renderer/lib/route.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import { CallExplorer, type ChosenCall } from "./CallExplorer.tsx";
import { DepositsPanel } from "./DepositsPanel.tsx";
import classes from "./FeesPage.module.css";
import { FeeTablePanel } from "./FeeTablePanel.tsx";

const FIRST: ChosenCall = { pallet: "SubtensorModule", call: "add_stake" };
const SECOND: ChosenCall = { pallet: "SubtensorModule", call: "add_stake_limit" };

function readChosen(text: string | null): ChosenCall | null {
  const [pallet, call] = text?.split(".") ?? [];
  return pallet && call ? { pallet, call } : null;
}

const asText = ({ pallet, call }: ChosenCall): string => `${pallet}.${call}`;

/** What anything costs on the connected chain, before it is signed. */
export function FeesPage() {
  const { params } = useRoute();
  const tab = params.get("tab") ?? "costs";
  const network = useMirror("network").value;
  // Asked again when the chain or its runtime is another one; prices in the explorer with every block.
  const runtime = `${network?.genesisHash} ${network?.specVersion} ${network?.state === "offline"}`;
  const chosen = readChosen(params.get("call")) ?? FIRST;
  const second = readChosen(params.get("with"));
  const choose = (name: "call" | "with") => (next: ChosenCall) => setParams({ [name]: asText(next) });
  return (
    <div className={classes.page}>
      <div className={classes.bar}>
        <SegmentedControl
          aria-label="What to look at"
          value={tab}
          onChange={(value) => setParams({ tab: value })}
          data={[
            { value: "costs", label: "Costs" },
            { value: "explorer", label: "Explorer" },
            { value: "deposits", label: "Deposits and rates" },
          ]}
        />
        {tab === "explorer" ? (
          <Button variant="default" size="xs" onClick={() => setParams({ with: second ? null : asText(SECOND) })}>
            {second ? "Stop comparing" : "Compare with another call"}
          </Button>
        ) : null}
      </div>
      {tab === "costs" ? (
        <FeeTablePanel tick={runtime} onOpen={(call) => setParams({ tab: "explorer", call: asText(call) })} />
      ) : null}
      {tab === "explorer" ? (
        <div className={classes.columns}>
          <CallExplorer
            key={`first ${runtime}`}
            title="Explorer"
            chosen={chosen}
            onChoose={choose("call")}
            tick={network?.block}
          />
          {second ? (
            <CallExplorer
              key={`second ${runtime}`}
              title="Compared with"
              chosen={second}
              onChoose={choose("with")}
              tick={network?.block}
            />
          ) : null}
        </div>
      ) : null}
      {tab === "deposits" ? <DepositsPanel tick={runtime} /> : null}
    </div>
  );
}
