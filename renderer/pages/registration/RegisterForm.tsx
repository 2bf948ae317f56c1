import { Button, Loader } from "@mantine/core";
import { useState } from "react";
import { Address } from "#renderer/components/Address.tsx";
import { AddToBasket } from "#renderer/components/AddToBasket.tsx";
import { Amount } from "#renderer/components/Amount.tsx";
import { Bill, BillLine } from "#renderer/components/Bill.tsx";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { FeeCard } from "#renderer/components/FeeCard.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { PlanConfirm } from "#renderer/components/PlanConfirm.tsx";
import { PriceCurve } from "#renderer/components/PriceCurve.tsx";
import { FaucetButton } from "#renderer/flows/FaucetButton.tsx";
import { SignElsewhereButton } from "#renderer/flows/offline/SignElsewhereButton.tsx";
import { count, duration } from "#renderer/lib/format.ts";
import { ceilingSentence, decaySentence } from "#renderer/lib/price-words.ts";
import { href, setParams } from "#renderer/lib/route.ts";
import { useAction, useQuery } from "#renderer/lib/use-call.ts";
import { usePlan } from "#renderer/lib/use-plan.ts";
import { useMirror, useSession } from "#renderer/stores/use-stores.tsx";
import { formatTao } from "#src/amount/format-amount.ts";
import { CeilingField } from "./CeilingField.tsx";
import { ChoiceFields } from "./ChoiceFields.tsx";
import { OrdersPanel } from "./OrdersPanel.tsx";
import classes from "./RegisterPage.module.css";
import { useRegisterChoice } from "./use-register-choice.ts";
import { WaitForPrice } from "./WaitForPrice.tsx";

/** One column, read from top to bottom like a bill. */
export function RegisterForm() {
  const choice = useRegisterChoice();
  const { netuid, wallet, hotkey } = choice;
  const network = useMirror("network").value;
  const wallets = useMirror("wallets").value;
  const { info } = useSession();
  const submit = useAction("transactions.submit");
  const [ceiling, setCeiling] = useState<{ netuid: number; rao: bigint } | null>(null);
  const [confirming, setConfirming] = useState(false);
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

  const send = async (password: string | undefined) => {
    if (!plan) return;
    const result = await submit.run({ planId: plan.planId, ...(password === undefined ? {} : { password }) });
    if (result.ok && wallet && hotkey) {
      setConfirming(false);
      setParams({ wallet: wallet.walletId, hotkey: hotkey.name, transaction: result.value.transactionId });
    }
  };
  const onDesktop = info?.front === "desktop";
  const begin = () => {
    submit.clear();
    freeze(true);
    setConfirming(true);
    if (onDesktop) {
      void send(undefined).finally(() => {
        setConfirming(false);
        freeze(false);
      });
    }
  };
  const cancel = () => {
    setConfirming(false);
    freeze(false);
    reload();
  };

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

  const totalRao = plan ? BigInt(plan.spendsMaxRao) + BigInt(plan.fee.totalRao) : null;
  const watched = wallet?.kind === "watch";
  const short = plan?.balanceAfterRao.startsWith("-") === true;
  const faucet = network?.kind === "practice" && wallet ? <FaucetButton address={wallet.address} /> : null;
  return (
    <div className={classes.column}>
      <Panel title="What">
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
      {plan && totalRao !== null ? (
        <Panel title="Total">
          <Bill label="Total">
            <BillLine name="Price, as expected">
              <Amount rao={plan.spendsExpectedRao} full />
            </BillLine>
            <BillLine name="Price, at most">
              <Amount rao={plan.spendsMaxRao} full />
            </BillLine>
            <BillLine name="Transaction fee">
              <Amount rao={plan.fee.totalRao} full />
            </BillLine>
            <BillLine name="Leaves at most" sum>
              <Amount rao={totalRao.toString()} full />
            </BillLine>
            <BillLine name="Balance now">
              <Amount rao={plan.balanceBeforeRao} full />
            </BillLine>
            <BillLine name="Balance after, at least" tone={short ? "danger" : "normal"}>
              <Amount rao={plan.balanceAfterRao} full />
            </BillLine>
          </Bill>
          {plan.warnings.map((warning) => (
            <p key={warning} className={`${classes.note} warning`}>
              {warning}
            </p>
          ))}
          <p className={classes.sunk}>The price is sunk: it is not staked and does not come back.</p>
          {short ? (
            <p className={classes.note}>
              <span className="danger">There is not enough in this coldkey. </span>
              {faucet}
            </p>
          ) : null}
          {onDesktop && submit.error ? (
            <ErrorPanel error={submit.error} title="It was not sent" onRetry={cancel} />
          ) : null}
          {watched ? (
            <p className={classes.note}>This coldkey is only watched here; the machine that holds it signs.</p>
          ) : (
            <Button fullWidth size="md" disabled={short} loading={onDesktop && submit.busy} onClick={begin}>
              {`Register for at most ${formatTao(totalRao)}`}
            </Button>
          )}
          {watched ? null : <AddToBasket plan={plan} fullWidth disabled={short} />}
          {wallet?.kind === "practice" ? null : (
            <SignElsewhereButton
              plan={plan}
              primary={watched}
              disabled={short}
              onOpen={() => freeze(true)}
              onClose={cancel}
            />
          )}
          {onDesktop && submit.busy ? <p className="dim">Confirm it in the window that Tausmith opened.</p> : null}
        </Panel>
      ) : null}
      <OrdersPanel />
      {confirming && plan && !onDesktop ? (
        <PlanConfirm
          plan={plan}
          busy={submit.busy}
          error={submit.error}
          onCancel={cancel}
          onConfirm={(password) => void send(password)}
        />
      ) : null}
    </div>
  );
}
