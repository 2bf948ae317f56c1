import { Select, TextInput } from "@mantine/core";
import { useState } from "react";
import { Address } from "#renderer/components/Address.tsx";
import { Amount } from "#renderer/components/Amount.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { useClient } from "#renderer/lib/client/client-context.tsx";
import { count } from "#renderer/lib/format.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import { useBalance, useOwnNames } from "#renderer/stores/use-wallet.ts";
import type { ProxiesView, PureView } from "#src/contract/proxies.ts";
import { PlanButton } from "./PlanButton.tsx";
import classes from "./ProxiesPage.module.css";

function Pure({ pure }: { pure: PureView }) {
  const client = useClient();
  const names = useOwnNames();
  const balance = useBalance(pure.address);
  const [typed, setTyped] = useState("");
  return (
    <div className={classes.item}>
      <div className={classes.line}>
        <strong>{names.get(pure.address) ?? pure.name}</strong>
        <span className="dim">{pure.alive ? `used through its ${pure.type} proxy` : "ended"}</span>
      </div>
      <span>
        <Address address={pure.address} />
        <span className="dim"> made by </span>
        <Address address={pure.spawner} name={names.get(pure.spawner)} />
      </span>
      <span className="dim">{`Block ${count(pure.height)}, extrinsic ${pure.extrinsicIndex}, number ${pure.index}`}</span>
      {pure.alive ? (
        <details>
          <summary>End this account</summary>
          <div className={classes.form}>
            <p className="warning">
              Nobody can ever use this address again, and whatever is sent to it later is lost. It has to be empty; it
              holds <Amount rao={balance?.totalRao ?? null} full />.
            </p>
            <TextInput
              size="xs"
              label="Its address once more, to confirm"
              autoComplete="off"
              spellCheck={false}
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
            <PlanButton
              label="End it for ever…"
              color="red"
              variant="outline"
              disabled={typed.trim() !== pure.address}
              prepare={() =>
                client.call("proxies.prepareKillPure", { address: pure.address, confirmAddress: typed.trim() })
              }
            />
          </div>
        </details>
      ) : null}
    </div>
  );
}

/** Accounts without a key: make one, see what is needed to end it, end it when it is empty. */
export function PurePanel({ view }: { view: ProxiesView }) {
  const client = useClient();
  const wallets = (useMirror("wallets").value ?? []).filter(({ kind }) => kind !== "watch");
  const [walletId, setWalletId] = useState<string | null>(null);
  const [name, setName] = useState("");
  const wallet = wallets.find((one) => one.walletId === walletId) ?? wallets[0];
  const depositRao = BigInt(view.limits.proxyBaseRao) + BigInt(view.limits.proxyFactorRao);
  return (
    <Panel title="Pure accounts">
      <div className={classes.form}>
        <p className="dim">
          An account without a key, used through its proxies only. It stays the same when the key behind it changes.
        </p>
        {view.pures.map((pure) => (
          <Pure key={pure.address} pure={pure} />
        ))}
        <Select
          label="Used through"
          allowDeselect={false}
          data={wallets.map((one) => ({ value: one.walletId, label: one.name }))}
          value={wallet?.walletId ?? null}
          onChange={setWalletId}
        />
        <TextInput label="Name" maxLength={64} value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <p>
          {"Deposit: "}
          <Amount rao={depositRao.toString()} full />
          <span className="dim"> reserved, comes back when the account is ended</span>
        </p>
        <PlanButton
          label="Make a pure account…"
          variant="filled"
          fullWidth
          disabled={!wallet || name.trim() === ""}
          prepare={() =>
            client.call("proxies.prepareCreatePure", { walletId: wallet?.walletId ?? "", name: name.trim() })
          }
        />
      </div>
    </Panel>
  );
}
