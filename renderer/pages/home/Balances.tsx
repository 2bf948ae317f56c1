import { Loader } from "@mantine/core";
import { Amount } from "#renderer/components/Amount.tsx";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { count } from "#renderer/lib/format.ts";
import { blockAge } from "#renderer/lib/network-age.ts";
import { href } from "#renderer/lib/route.ts";
import { useFeature } from "#renderer/lib/use-feature.ts";
import { useNow } from "#renderer/lib/use-now.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import classes from "./HomePage.module.css";
import { WorthOverTime } from "./WorthOverTime.tsx";

/** All coldkeys together, then each: free, staked, total, and the block they were read at. */
export function Balances() {
  const wallets = useMirror("wallets");
  const balances = useMirror("balances");
  const { stale } = blockAge(useMirror("network").value, useNow());
  const rows = (wallets.value ?? []).flatMap((wallet) => {
    const balance = balances.value?.find(({ address }) => address === wallet.address);
    return balance ? [{ wallet, balance }] : [];
  });
  // A sum that leaves out what is not known would be a wrong one.
  const totalRao = rows.reduce<bigint | null>(
    (sum, { balance }) => (sum === null || balance.totalRao === null ? null : sum + BigInt(balance.totalRao)),
    0n,
  );
  const { reason } = useFeature("balances");
  const atBlock = rows[0]?.balance.atBlock;
  return (
    <Panel
      title="Balances"
      side={atBlock === undefined ? null : <span className="dim">{`read at block ${count(atBlock)}`}</span>}
    >
      {balances.error ? (
        <ErrorPanel error={balances.error} title="Balances could not be read" onRetry={() => void balances.reload()} />
      ) : null}
      {wallets.value?.length === 0 ? (
        <EmptyState
          title="No wallet yet"
          text="Balances of your coldkeys stand here."
          action={<a href={`${href("wallet")}?new=1`}>Make a wallet</a>}
        />
      ) : null}
      {wallets.value && wallets.value.length > 0 && rows.length === 0 && !balances.error ? <Loader size="sm" /> : null}
      {rows.length > 0 ? (
        <>
          {totalRao === null ? (
            <p className="warning">{`The total is not known. ${reason ?? ""}`}</p>
          ) : (
            <Amount rao={totalRao.toString()} size="large" stale={stale} />
          )}
          <WorthOverTime />
          <table className={classes.balances}>
            <thead>
              <tr>
                <th scope="col">coldkey</th>
                <th scope="col">free</th>
                <th scope="col">staked</th>
                <th scope="col">total</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ wallet, balance }) => (
                <tr key={wallet.walletId}>
                  <th scope="row">
                    <a href={href("wallet", wallet.walletId)}>{wallet.name}</a>
                  </th>
                  <td>
                    <Amount rao={balance.freeRao} stale={stale} />
                  </td>
                  <td>
                    <Amount rao={balance.stakedRao} stale={stale} />
                  </td>
                  <td>
                    <Amount rao={balance.totalRao} stale={stale} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      ) : null}
    </Panel>
  );
}
