import { Autocomplete, NumberInput, Select } from "@mantine/core";
import { useState } from "react";
import { Amount } from "#renderer/components/Amount.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { useClient } from "#renderer/lib/client/client-context.tsx";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import { useChosenWallet } from "#renderer/stores/use-wallet.ts";
import { isAddress } from "#src/address/ss58.ts";
import type { ProxiesView, ProxyTypeView } from "#src/contract/proxies.ts";
import { PlanButton } from "./PlanButton.tsx";
import classes from "./ProxiesPage.module.css";

/** The deposit that one more proxy takes. */
function addedRao(view: ProxiesView, address: string): bigint {
  const { proxyBaseRao, proxyFactorRao } = view.limits;
  const has = view.given.some(({ real }) => real === address);
  return BigInt(proxyFactorRao) + (has ? 0n : BigInt(proxyBaseRao));
}

/** Lets another account act for one: the type in words, the deposit as a deposit. */
export function AddProxy({ view, types }: { view: ProxiesView; types: readonly ProxyTypeView[] }) {
  const client = useClient();
  const chosen = useChosenWallet();
  const wallets = (useMirror("wallets").value ?? []).filter(({ kind }) => kind !== "watch");
  const [walletId, setWalletId] = useState<string | null>(null);
  const [delegate, setDelegate] = useState("");
  const [type, setType] = useState("Staking");
  const [delay, setDelay] = useState(0);
  const wallet =
    wallets.find((one) => one.walletId === walletId) ?? wallets.find((one) => one === chosen) ?? wallets[0];
  const typed = delegate.trim();
  const address = wallets.find(({ name }) => name === typed)?.address ?? typed;
  const known = types.find(({ name }) => name === type);
  const offered = types.filter(({ dead }) => !dead);
  return (
    <Panel title="Let another account act">
      <div className={classes.form}>
        <Select
          label="For"
          allowDeselect={false}
          data={wallets.map((one) => ({ value: one.walletId, label: one.name }))}
          value={wallet?.walletId ?? null}
          onChange={setWalletId}
        />
        <Autocomplete
          label="Delegate"
          placeholder="An address, or one of your wallets"
          data={wallets.filter((one) => one.walletId !== wallet?.walletId).map(({ name }) => name)}
          value={delegate}
          error={typed !== "" && !isAddress(address) ? "This is not a Bittensor address." : null}
          onChange={setDelegate}
        />
        <Select
          label="Type"
          allowDeselect={false}
          data={offered.map((one) => ({
            value: one.name,
            label: one.recommended ? `${one.name} (recommended for a trading key)` : one.name,
          }))}
          value={type}
          onChange={(value) => value && setType(value)}
        />
        {known ? (
          <div>
            <p>{`It may: ${known.may}`}</p>
            <p className="dim">{`It may not: ${known.mayNot}`}</p>
            {known.width === "everything" || known.width === "wide" ? (
              <p className="warning">This type can move all the money. Whoever holds the delegate's key holds it.</p>
            ) : null}
          </div>
        ) : null}
        <NumberInput
          label="Delay in blocks"
          description="0: it acts at once. Else it has to announce each call so long before, and you can reject it."
          min={0}
          max={10_000_000}
          allowDecimal={false}
          value={delay}
          onChange={(value) => setDelay(Number(value) || 0)}
        />
        {wallet ? (
          <p>
            {"Deposit: "}
            <Amount rao={addedRao(view, wallet.address).toString()} full />
            <span className="dim"> reserved, comes back when the proxy is removed</span>
          </p>
        ) : null}
        <PlanButton
          label="Let it act…"
          variant="filled"
          fullWidth
          disabled={!wallet || !isAddress(address)}
          prepare={() =>
            client.call("proxies.prepareAdd", {
              walletId: wallet?.walletId ?? "",
              delegate: address,
              type,
              delayBlocks: delay,
            })
          }
        />
      </div>
    </Panel>
  );
}
