import { SegmentedControl, Select, TextInput } from "@mantine/core";
import { useState } from "react";
import { readAmount } from "#renderer/components/AmountField.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { PlanButton } from "#renderer/flows/PlanButton.tsx";
import { useClient } from "#renderer/lib/client/client-context.tsx";
import { useQuery } from "#renderer/lib/use-call.ts";
import { useFeature } from "#renderer/lib/use-feature.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import { shortAddress } from "#src/address/short-address.ts";
import { formatDecimal } from "#src/amount/format-amount.ts";
import type { WalletView } from "#src/contract/wallet.ts";
import classes from "./AccountPage.module.css";
import { useOnline } from "./use-online.ts";

/** Recycling and burning: folded away, nothing filled in, and the subnet's name typed before the plan that has to be held. */
export function DestroyPanel({ wallet }: { wallet: WalletView }) {
  const client = useClient();
  const { missing, reason } = useFeature("destroying-alpha");
  const { online, tick } = useOnline();
  const [open, setOpen] = useState(false);
  const positions = useQuery("staking.positions", online && open ? { coldkeys: [wallet.address] } : null, tick);
  const subnets = useMirror("subnets").value ?? [];
  const [how, setHow] = useState<"recycle" | "burn">("recycle");
  const [place, setPlace] = useState<string | null>(null);
  const [text, setText] = useState("");
  const [confirmation, setConfirmation] = useState("");
  const held = (positions.value ?? []).filter(({ netuid }) => netuid !== 0);
  const nameOf = (netuid: number) => subnets.find((subnet) => subnet.netuid === netuid)?.name || String(netuid);
  const chosen = held.find(({ netuid, hotkey }) => `${netuid} ${hotkey}` === place);
  const { rao, problem } = readAmount(text, "α");
  const wanted = chosen ? nameOf(chosen.netuid) : "";
  return (
    <Panel title="Destroy alpha">
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>Recycle or burn alpha: for ever, for nothing</summary>
        <div className={classes.form}>
          <p className="warning">
            This destroys value of yours to the benefit of everybody else who holds this subnet's alpha. Nobody can undo
            it.
          </p>
          <SegmentedControl
            aria-label="How to destroy it"
            value={how}
            data={[
              { value: "recycle", label: "Recycle: may be emitted again" },
              { value: "burn", label: "Burn: gone, stays counted" },
            ]}
            onChange={(value) => setHow(value as "recycle" | "burn")}
          />
          <Select
            label="Out of which position"
            placeholder={held.length === 0 ? "This wallet has no alpha" : "Choose a position"}
            disabled={held.length === 0}
            data={held.map(({ netuid, hotkey, availableAlphaRao }) => ({
              value: `${netuid} ${hotkey}`,
              label: `${netuid} · ${nameOf(netuid)} · ${shortAddress(hotkey)} · ${formatDecimal(BigInt(availableAlphaRao))} α`,
            }))}
            value={place}
            onChange={setPlace}
          />
          <TextInput
            label="Amount to destroy (α)"
            inputMode="decimal"
            autoComplete="off"
            value={text}
            error={problem}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <TextInput
            label={chosen ? `Type the subnet's name, ${wanted}, to go on` : "Type the subnet's name to go on"}
            autoComplete="off"
            disabled={!chosen}
            value={confirmation}
            onChange={(event) => setConfirmation(event.currentTarget.value)}
          />
          <PlanButton
            wallet={wallet}
            label={how === "recycle" ? "Recycle for ever" : "Burn for ever"}
            danger
            disabled={
              !chosen || rao === null || rao === 0n || confirmation.trim().toLowerCase() !== wanted.toLowerCase()
            }
            missing={missing ? reason : null}
            prepare={() =>
              client.call("staking.prepareDestroy", {
                walletId: wallet.walletId,
                how,
                hotkey: chosen?.hotkey ?? "",
                netuid: chosen?.netuid ?? 0,
                alphaRao: String(rao ?? 0n),
                confirmation,
              })
            }
            onIncluded={() => {
              setText("");
              setConfirmation("");
              positions.reload();
            }}
          />
        </div>
      </details>
    </Panel>
  );
}
