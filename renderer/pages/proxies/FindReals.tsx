import { Button, Select } from "@mantine/core";
import { useState } from "react";
import { Address } from "#renderer/components/Address.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { href } from "#renderer/lib/route.ts";
import { useAction } from "#renderer/lib/use-call.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import { useOwnNames } from "#renderer/stores/use-wallet.ts";
import type { ProxyView } from "#src/contract/proxies.ts";
import classes from "./ProxiesPage.module.css";

/** Looks through the chain for accounts that one of the own keys may act for. */
export function FindReals() {
  const wallets = useMirror("wallets").value ?? [];
  const names = useOwnNames();
  const search = useAction("proxies.search");
  const [walletId, setWalletId] = useState<string | null>(null);
  const [found, setFound] = useState<readonly ProxyView[] | null>(null);
  const wallet = wallets.find((one) => one.walletId === walletId) ?? wallets[0];
  const look = async () => {
    const result = await search.run({ delegate: wallet?.address ?? "" });
    setFound(result.ok ? result.value : null);
  };
  return (
    <Panel title="For whom may I act?">
      <div className={classes.form}>
        <p className="dim">
          Accounts that are not watched here are found by reading all proxies of the chain, which can take a while.
        </p>
        <Select
          label="Key"
          allowDeselect={false}
          data={wallets.map((one) => ({ value: one.walletId, label: one.name }))}
          value={wallet?.walletId ?? null}
          onChange={setWalletId}
        />
        <Button size="xs" variant="default" loading={search.busy} disabled={!wallet} onClick={() => void look()}>
          Look through the chain
        </Button>
        {search.error ? <ErrorPanel error={search.error} title="It was not looked through" /> : null}
        {found?.length === 0 ? <p className="dim">No account lets this key act.</p> : null}
        {found?.map((one) => (
          <div key={`${one.real} ${one.type} ${one.delayBlocks}`} className={classes.line}>
            <Address address={one.real} name={names.get(one.real)} />
            <span className="dim">{one.delayBlocks === 0 ? one.type : `${one.type}, delayed`}</span>
            {one.realWalletId === null ? (
              <a href={`${href("wallet")}?add=restore`} className="dim">
                Watch it to use it
              </a>
            ) : null}
          </div>
        ))}
      </div>
    </Panel>
  );
}
