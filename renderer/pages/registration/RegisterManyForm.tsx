import { Button, Loader } from "@mantine/core";
import { Amount } from "#renderer/components/Amount.tsx";
import { Bill, BillLine } from "#renderer/components/Bill.tsx";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { FeeCard } from "#renderer/components/FeeCard.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { FaucetButton } from "#renderer/flows/FaucetButton.tsx";
import { count } from "#renderer/lib/format.ts";
import { href, setParams } from "#renderer/lib/route.ts";
import { useQuery } from "#renderer/lib/use-call.ts";
import { usePlan } from "#renderer/lib/use-plan.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import { ManyFields } from "./ManyFields.tsx";
import { ManyRowLine } from "./ManyRowLine.tsx";
import { OrdersPanel } from "./OrdersPanel.tsx";
import classes from "./RegisterMany.module.css";
import pageClasses from "./RegisterPage.module.css";
import { TotalPanel } from "./TotalPanel.tsx";
import { useManyChoice } from "./use-many-choice.ts";

/** As many as one transaction may hold. */
const MOST = 20;

/** Subnets × hotkeys, each with its own ceiling, judged together, signed once. */
export function RegisterManyForm() {
  const choice = useManyChoice();
  const { wallet, rows, left } = choice;
  const network = useMirror("network").value;
  const subnets = useMirror("subnets").value ?? [];
  const block = network?.block ?? null;
  const tooMany = rows.length > MOST;
  const input =
    wallet && rows.length > 0 && !tooMany
      ? {
          walletId: wallet.walletId,
          items: rows.map(({ netuid, hotkeyName, ceilingRao }) => ({
            netuid,
            hotkeyName,
            ...(ceilingRao === null ? {} : { ceilingRao: ceilingRao.toString() }),
          })),
        }
      : null;
  const check = useQuery("registration.checkMany", input, block);
  const judged = check.value;
  const good = judged !== null && judged.lacks === null && judged.items.every(({ problem }) => problem === null);
  const { plan, error, loading, reload, freeze } = usePlan("registration.prepareMany", good ? input : null, block);
  const nameOf = (netuid: number): string => subnets.find((one) => one.netuid === netuid)?.name ?? "";
  const faucet = network?.kind === "practice" && wallet ? <FaucetButton address={wallet.address} /> : null;
  const bad = judged?.items.filter(({ problem }) => problem !== null).length ?? 0;

  return (
    <div className={pageClasses.column}>
      <Panel title="What" side={<a href={href("register")}>One only</a>}>
        {wallet && wallet.hotkeys.length > 0 ? (
          <ManyFields choice={choice} />
        ) : (
          <EmptyState
            title="A wallet with hotkeys is needed first"
            text="Registering gives a UID to each hotkey and takes the prices from their coldkey."
            action={
              <Button component="a" href={href("wallet")}>
                See wallets
              </Button>
            }
          />
        )}
        {rows.length === 0 && left.length === 0 && wallet ? (
          <p className={pageClasses.note}>
            Each chosen hotkey is registered on each chosen subnet, in one transaction: all of them or none.
          </p>
        ) : null}
      </Panel>
      {tooMany ? (
        <Panel>
          <p className="warning">{`${count(rows.length)} are chosen; one transaction takes ${MOST}. Take some out.`}</p>
        </Panel>
      ) : null}
      {check.error ? (
        <ErrorPanel error={check.error} title="The prices could not be read" onRetry={check.reload} />
      ) : null}
      {judged?.lacks ? (
        <Panel>
          <p className="warning">{judged.lacks}</p>
        </Panel>
      ) : null}
      {rows.length > 0 && wallet ? (
        <Panel
          title="Registrations"
          side={judged ? <span className="dim">{`read at block ${count(judged.atBlock)}`}</span> : null}
          flush
        >
          <ul className={classes.rows} aria-label="Registrations">
            {rows.map((row, index) => (
              <ManyRowLine
                key={row.key}
                row={row}
                walletId={wallet.walletId}
                subnetName={nameOf(row.netuid)}
                checked={judged?.items[index] ?? null}
                onCeiling={(rao) => choice.setCeiling(row.key, rao)}
                onTakeOut={() => choice.takeOut(row.key, true)}
              />
            ))}
          </ul>
          {judged ? (
            <div className={classes.sum}>
              <Bill label="Together">
                <BillLine name="Prices together, as expected">
                  <Amount rao={judged.expectedRao} full />
                </BillLine>
                <BillLine name="Prices together, at most" sum>
                  <Amount rao={judged.maxRao} full />
                </BillLine>
              </Bill>
              {bad > 0 ? (
                <p className="warning">
                  {`${bad === 1 ? "One" : count(bad)} of ${count(judged.items.length)} cannot be registered as it stands. Since all go or none, mend or take out what is marked.`}
                </p>
              ) : null}
              {judged.waitingOrders > 0 ? (
                <p className="warning">
                  {`${count(judged.waitingOrders)} waiting ${judged.waitingOrders === 1 ? "order" : "orders"} of this coldkey will ask for a signature again after this transaction.`}
                </p>
              ) : null}
            </div>
          ) : null}
        </Panel>
      ) : null}
      {left.length > 0 ? (
        <Panel title="Taken out">
          <ul className={classes.left}>
            {left.map(({ key, netuid, hotkeyName }) => (
              <li key={key}>
                <span className="dim">{`${hotkeyName} on subnet ${netuid}`}</span>
                <Button size="compact-xs" variant="default" onClick={() => choice.takeOut(key, false)}>
                  Put back
                </Button>
              </li>
            ))}
          </ul>
        </Panel>
      ) : null}
      {plan ? <FeeCard fee={plan.fee} payer={plan.signer.walletName} inner={plan.inner} notes={plan.notes} /> : null}
      {error ? (
        <ErrorPanel
          error={error}
          title="These cannot be registered as they stand"
          onRetry={reload}
          action={/FUND|BALANCE/.test(error.code) ? faucet : undefined}
        />
      ) : null}
      {loading && !plan ? <Loader size="sm" aria-label="Working out the fee" /> : null}
      {plan ? (
        <TotalPanel
          plan={plan}
          wallet={wallet}
          flow={{ reload, freeze }}
          verb="Register all for at most"
          funds={faucet}
          onSent={(transaction) => setParams({ transaction })}
        />
      ) : null}
      <OrdersPanel />
    </div>
  );
}
