import { Button, Loader } from "@mantine/core";
import { useState } from "react";
import { Address } from "#renderer/components/Address.tsx";
import { Amount } from "#renderer/components/Amount.tsx";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { FeeCard } from "#renderer/components/FeeCard.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { PriceCurve } from "#renderer/components/PriceCurve.tsx";
import { FaucetButton } from "#renderer/flows/FaucetButton.tsx";
import { count, duration } from "#renderer/lib/format.ts";
import { ceilingSentence, decaySentence } from "#renderer/lib/price-words.ts";
import { href, setParams } from "#renderer/lib/route.ts";
import { useQuery } from "#renderer/lib/use-call.ts";
import { usePlan } from "#renderer/lib/use-plan.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import { CeilingField } from "./CeilingField.tsx";
import { ChoiceFields } from "./ChoiceFields.tsx";
import { OrdersPanel } from "./OrdersPanel.tsx";
import classes from "./RegisterPage.module.css";
import { TotalPanel } from "./TotalPanel.tsx";
import { useRegisterChoice } from "./use-register-choice.ts";
import { WaitForPrice } from "./WaitForPrice.tsx";

/** One column, read from top to bottom like a bill. */
export function RegisterForm() {
  const choice = useRegisterChoice();
  const { netuid, wallet, hotkey } = choice;
  const network = useMirror("network").value;
  const wallets = useMirror("wallets").value;
  const [ceiling, setCeiling] = useState<{ netuid: number; rao: bigint } | null>(null);
  const block = network?.block ?? null;

  const price = useQuery("registration.price", netuid === null ? null : { netuid }, block);
  const status = useQuery(
    "registration.status",
    netuid === null || !hotkey ? null : { netuid, hotkey: hotkey.address },
    block,
  );
  const chosenRao = ceiling !== null && ceiling.netuid === netuid ? ceiling.rao : null;
  const registered = status.value?.registered === true;
  const { plan, error, loading, reload, freeze } = usePlan(
    "registration.prepare",
    netuid === null || !wallet || !hotkey || registered
      ? null
      : {
          netuid,
          walletId: wallet.walletId,
          hotkeyName: hotkey.name,
          ...(chosenRao === null ? {} : { ceilingRao: chosenRao.toString() }),
        },
    block,
  );
  const ceilingRao = chosenRao ?? (plan ? BigInt(plan.spendsMaxRao) : null);
  const waiting =
    chosenRao !== null &&
    price.value !== null &&
    chosenRao < BigInt(price.value.burnRao) &&
    !registered &&
    wallet !== null;
  const setCeilingRao = (rao: bigint) => netuid !== null && setCeiling({ netuid, rao });

  if (wallets?.length === 0) {
    return (
      <Panel>
        <EmptyState
          title="A hotkey is needed first"
          text="Registering gives a UID to a hotkey and takes the price from its coldkey."
          action={
            <Button component="a" href={`${href("wallet")}?new=1`}>
              Make a wallet
            </Button>
          }
        />
      </Panel>
    );
  }

  const faucet = network?.kind === "practice" && wallet ? <FaucetButton address={wallet.address} /> : null;
  return (
    <div className={classes.column}>
      <Panel title="What" side={<a href={href("register", "many")}>Several at once</a>}>
        <ChoiceFields choice={choice} />
        {registered ? (
          <p className={classes.note}>
            {`This hotkey holds UID ${status.value?.uid} on subnet ${netuid} already. There is nothing to pay.`}{" "}
            <a href={href("neurons")}>See neurons</a>
          </p>
        ) : null}
      </Panel>
      {netuid === null ? (
        <Panel>
          <EmptyState
            title="Choose a subnet"
            text="Its price, every fee and what you would replace are shown before you sign."
          />
        </Panel>
      ) : null}
      {price.error ? (
        <ErrorPanel error={price.error} title="The price could not be read" onRetry={price.reload} />
      ) : null}
      {price.loading ? <Loader size="sm" aria-label="Reading the price" /> : null}
      {price.value && !registered ? (
        <Panel title="Price" side={<span className="dim">{`read at block ${count(price.value.atBlock)}`}</span>}>
          <div className={classes.price}>
            <Amount rao={price.value.burnRao} size="large" />
            <span className="dim">{decaySentence(price.value)}</span>
          </div>
          {ceilingRao === null || price.value.forecast.length === 0 ? null : (
            <PriceCurve price={price.value} ceilingRao={ceilingRao} onCeiling={setCeilingRao} />
          )}
          <div className={classes.ceiling}>
            <CeilingField ceilingRao={ceilingRao} onCeiling={setCeilingRao} />
            <p className="dim">{ceilingRao === null ? "" : ceilingSentence(price.value, ceilingRao)}</p>
          </div>
          {price.value.call === "burned_register" ? (
            <p className={`${classes.note} warning`}>
              This node has no price ceiling (it lacks register_limit): you would pay whatever the price is in that
              block.
            </p>
          ) : null}
        </Panel>
      ) : null}
      {plan ? <FeeCard fee={plan.fee} payer={plan.signer.walletName} /> : null}
      {price.value && !registered ? (
        <Panel title="What you would replace">
          <p>{price.value.outcome}</p>
          {price.value.wouldReplace ? (
            <p className={classes.replace}>
              {`UID ${price.value.wouldReplace.uid}, held by `}
              <Address address={price.value.wouldReplace.hotkey} />
            </p>
          ) : null}
          <p className="dim">
            {`Yours would be immune for ${count(price.value.immunityBlocks)} blocks (${duration(price.value.immunityBlocks * price.value.blockTimeMs)}).`}
          </p>
        </Panel>
      ) : null}
      {waiting && netuid !== null && wallet && hotkey && chosenRao !== null ? (
        <WaitForPrice
          netuid={netuid}
          walletId={wallet.walletId}
          hotkeyName={hotkey.name}
          ceilingRao={chosenRao}
          block={block}
        />
      ) : null}
      {error && !price.error && !waiting ? (
        <ErrorPanel
          error={error}
          title="This cannot be registered as it stands"
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
          basket
          verb="Register for at most"
          funds={faucet}
          onSent={(transactionId) =>
            wallet && hotkey && setParams({ wallet: wallet.walletId, hotkey: hotkey.name, transaction: transactionId })
          }
        />
      ) : null}
      <OrdersPanel />
    </div>
  );
}
