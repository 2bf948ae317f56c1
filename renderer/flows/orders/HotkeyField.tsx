import { Select, TextInput } from "@mantine/core";
import classes from "#renderer/components/OrderFields.module.css";
import { useQuery } from "#renderer/lib/use-call.ts";
import { useOwnNames } from "#renderer/stores/use-wallet.ts";
import { shortAddress } from "#src/address/short-address.ts";
import { isAddress } from "#src/address/ss58.ts";
import { formatAlphaShort } from "#src/amount/format-amount.ts";

export interface HotkeyFieldProps {
  readonly netuid: number | null;
  readonly hotkey: string;
  readonly label: string;
  readonly onHotkey: (hotkey: string) => void;
}

/** A hotkey: one of the subnet's validators, or an address pasted. */
export function HotkeyField({ netuid, hotkey, label, onHotkey }: HotkeyFieldProps) {
  const names = useOwnNames();
  const neurons = useQuery("subnets.neurons", netuid === null || netuid === 0 ? null : { netuid });
  const options = (neurons.value ?? [])
    .filter(({ validatorPermit }) => validatorPermit)
    .sort((a, b) => (BigInt(b.stakeAlphaRao) > BigInt(a.stakeAlphaRao) ? 1 : -1))
    .map((neuron) => ({
      value: neuron.hotkey,
      label: `${names.get(neuron.hotkey) ?? `UID ${neuron.uid}`} · ${shortAddress(neuron.hotkey)} · ${formatAlphaShort(BigInt(neuron.stakeAlphaRao))}`,
    }));
  const typed = hotkey.trim();
  return (
    <div className={classes.fields}>
      <Select
        label={label}
        placeholder={options.length === 0 ? "Paste an address" : "Choose a validator"}
        searchable
        disabled={options.length === 0}
        data={options}
        value={options.some(({ value }) => value === typed) ? typed : null}
        nothingFoundMessage="No validator matches."
        onChange={(value) => onHotkey(value ?? "")}
      />
      <TextInput
        label="Hotkey address"
        autoComplete="off"
        spellCheck={false}
        value={hotkey}
        error={typed !== "" && !isAddress(typed) ? "This is not a Bittensor address." : null}
        onChange={(event) => onHotkey(event.currentTarget.value)}
      />
    </div>
  );
}
