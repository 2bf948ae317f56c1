import { Button, Modal, NumberInput, Select } from "@mantine/core";
import { useState } from "react";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { href } from "#renderer/lib/route.ts";
import { SIGNALS_NETUID, signalsSubnet } from "#renderer/lib/signals-subnet.ts";
import { useAction } from "#renderer/lib/use-call.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import type { ErrorView } from "#src/result.ts";
import classes from "./MinersPage.module.css";

export interface CreateMinerProps {
  /** What another page chose already. */
  readonly walletId: string | null;
  readonly hotkeyName: string | null;
  readonly onClose: () => void;
  readonly onCreated: (minerId: string) => void;
}

/** The port the app offers instead of a taken one, as main names it in the error's details. */
function offeredPort(details: ErrorView["details"]): number | null {
  const offered = details?.freePort;
  return typeof offered === "number" ? offered : null;
}

/** Which registered hotkey, on which port. Registered ones stand first. */
export function CreateMiner({ walletId, hotkeyName, onClose, onCreated }: CreateMinerProps) {
  const wallets = useMirror("wallets").value ?? [];
  const registrations = useMirror("registrations").value ?? [];
  const miners = useMirror("miners").value ?? [];
  const subnet = signalsSubnet(useMirror("subnets").value);
  const create = useAction("miners.create");
  const [chosen, setChosen] = useState<string | null>(null);
  const [port, setPort] = useState<number | "">("");

  const options = wallets.flatMap((wallet) =>
    wallet.hotkeys.map((hotkey) => {
      const held = registrations.find(
        ({ registered, netuid, hotkey: address }) =>
          registered && netuid === SIGNALS_NETUID && address === hotkey.address,
      );
      const used = miners.some(({ hotkey: address }) => address === hotkey.address);
      return {
        value: JSON.stringify([wallet.walletId, hotkey.name]),
        label: `${wallet.name} / ${hotkey.name}${held ? ` · UID ${held.uid}` : " · not registered"}${used ? " · has a miner" : ""}`,
        registered: held !== undefined,
        disabled: used,
      };
    }),
  );
  const sorted = options.toSorted((a, b) => Number(b.registered) - Number(a.registered));
  const preset = walletId !== null && hotkeyName !== null ? JSON.stringify([walletId, hotkeyName]) : null;
  const selected =
    chosen ??
    sorted.find(({ value, disabled }) => value === preset && !disabled)?.value ??
    sorted.find(({ registered, disabled }) => registered && !disabled)?.value ??
    null;
  const isRegistered = sorted.find(({ value }) => value === selected)?.registered === true;

  const submit = async (intakePort: number | "") => {
    if (selected === null) return;
    const [wallet, hotkey] = JSON.parse(selected) as [string, string];
    const result = await create.run({
      kind: "signals",
      walletId: wallet,
      hotkeyName: hotkey,
      netuid: SIGNALS_NETUID,
      ...(intakePort === "" ? {} : { intakePort }),
    });
    if (result.ok) onCreated(result.value.minerId);
  };
  const offered = offeredPort(create.error?.details);

  return (
    <Modal opened onClose={onClose} title="Create a miner" size="md">
      <form
        className={classes.card}
        onSubmit={(event) => {
          event.preventDefault();
          void submit(port);
        }}
      >
        <Select
          label="Subnet"
          data={[{ value: String(SIGNALS_NETUID), label: `${SIGNALS_NETUID} · ${subnet?.name ?? "signals"}` }]}
          value={String(SIGNALS_NETUID)}
          readOnly
        />
        <Select
          label="Hotkey"
          data-autofocus
          placeholder="Choose a hotkey"
          data={sorted.map(({ value, label, disabled }) => ({ value, label, disabled }))}
          value={selected}
          onChange={setChosen}
          nothingFoundMessage="No hotkey matches."
        />
        {selected !== null && !isRegistered ? (
          <p className="warning">
            {"Validators answer only registered hotkeys. "}
            <a href={`${href("register")}?netuid=${SIGNALS_NETUID}`}>Register it first</a>
          </p>
        ) : null}
        <NumberInput
          label="Intake port"
          description="Where your trading tool sends signals, on this machine only. Left empty, 8088 or the next free one."
          min={1}
          max={65_535}
          allowDecimal={false}
          value={port}
          onChange={(value) => setPort(typeof value === "number" ? value : "")}
        />
        {create.error ? (
          <ErrorPanel
            error={create.error}
            title="No miner was made"
            action={
              offered === null ? undefined : (
                <Button
                  size="xs"
                  variant="default"
                  onClick={() => {
                    setPort(offered);
                    void submit(offered);
                  }}
                >
                  {`Use port ${offered}`}
                </Button>
              )
            }
          />
        ) : null}
        <div className={classes.actions}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" disabled={selected === null} loading={create.busy}>
            Create miner
          </Button>
        </div>
      </form>
    </Modal>
  );
}
