import { MultiSelect, Select } from "@mantine/core";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import { formatTaoShort } from "#src/amount/format-amount.ts";
import classes from "./RegisterMany.module.css";
import type { ManyChoice } from "./use-many-choice.ts";

/** Which coldkey pays, which of its hotkeys, on which subnets. */
export function ManyFields({ choice }: { choice: ManyChoice }) {
  const wallets = (useMirror("wallets").value ?? []).filter(({ hotkeys }) => hotkeys.length > 0);
  const subnets = useMirror("subnets").value ?? [];
  const open = subnets.filter(({ netuid, registrationAllowed }) => netuid !== 0 && registrationAllowed !== false);
  return (
    <div className={classes.fields}>
      {wallets.length > 1 ? (
        <Select
          label="Wallet"
          data={wallets.map(({ walletId, name }) => ({ value: walletId, label: name }))}
          value={choice.wallet?.walletId ?? null}
          allowDeselect={false}
          onChange={(walletId) => choice.choose({ walletId })}
        />
      ) : null}
      <MultiSelect
        label="Subnets"
        placeholder={choice.netuids.length === 0 ? "Choose subnets" : ""}
        searchable
        data={open.map(({ netuid, name, burnRao }) => ({
          value: String(netuid),
          label: `${netuid} · ${name}${burnRao === null ? "" : ` · ${formatTaoShort(BigInt(burnRao))}`}`,
        }))}
        value={choice.netuids.map(String)}
        nothingFoundMessage="No open subnet matches."
        onChange={(chosen) => choice.choose({ netuids: chosen.map(Number) })}
      />
      <MultiSelect
        label="Hotkeys"
        placeholder={choice.hotkeys.length === 0 ? "Choose hotkeys" : ""}
        searchable
        data={(choice.wallet?.hotkeys ?? []).map(({ name }) => name)}
        value={[...choice.hotkeys]}
        nothingFoundMessage="This wallet has no such hotkey."
        onChange={(hotkeys) => choice.choose({ hotkeys })}
      />
    </div>
  );
}
