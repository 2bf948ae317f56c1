import { Select } from "@mantine/core";
import { setParams } from "#renderer/lib/route.ts";
import { useQuery } from "#renderer/lib/use-call.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import { formatTaoShort } from "#src/amount/format-amount.ts";
import classes from "./RegisterPage.module.css";
import type { RegisterChoice } from "./use-register-choice.ts";

/** Which subnet, which hotkey. */
export function ChoiceFields({ choice }: { choice: RegisterChoice }) {
  const subnets = useMirror("subnets").value ?? [];
  const wallets = useMirror("wallets").value ?? [];
  const registrations = useMirror("registrations");
  const lost = useQuery("registration.lost", {}, registrations.receivedAtMs).value ?? [];
  /** Validators of the chosen subnet refuse it for ever. */
  const isBuried = (address: string): boolean =>
    lost.some(({ buried, hotkey, netuid }) => buried && hotkey === address && netuid === choice.netuid);
  const open = subnets.filter(({ netuid, registrationAllowed }) => netuid !== 0 && registrationAllowed !== false);
  const subnetOptions = open.map(({ netuid, name, burnRao }) => ({
    value: String(netuid),
    label: `${netuid} · ${name}${burnRao === null ? "" : ` · ${formatTaoShort(BigInt(burnRao))}`}`,
  }));
  if (choice.netuid !== null && !open.some(({ netuid }) => netuid === choice.netuid)) {
    subnetOptions.push({ value: String(choice.netuid), label: `Subnet ${choice.netuid}` });
  }
  const hotkeyOptions = wallets
    .filter(({ hotkeys }) => hotkeys.length > 0)
    .map((wallet) => ({
      group: wallet.name,
      items: wallet.hotkeys.map(({ name, address }) => ({
        value: JSON.stringify([wallet.walletId, name]),
        label: isBuried(address)
          ? `${wallet.name} / ${name} · lost its UID there, never taken back`
          : `${wallet.name} / ${name}`,
        disabled: isBuried(address),
      })),
    }));
  const chosenHotkey =
    choice.wallet && choice.hotkey ? JSON.stringify([choice.wallet.walletId, choice.hotkey.name]) : null;
  return (
    <div className={classes.fields}>
      <Select
        label="Subnet"
        placeholder="Choose a subnet"
        searchable
        data={subnetOptions}
        value={choice.netuid === null ? null : String(choice.netuid)}
        nothingFoundMessage="No open subnet matches."
        onChange={(value) => setParams({ netuid: value })}
      />
      <Select
        label="Hotkey"
        placeholder="Choose a hotkey"
        searchable
        data={hotkeyOptions}
        value={chosenHotkey}
        nothingFoundMessage="No hotkey matches."
        onChange={(value) => {
          if (value === null) return;
          const [wallet, hotkey] = JSON.parse(value) as [string, string];
          setParams({ wallet, hotkey });
        }}
      />
    </div>
  );
}
