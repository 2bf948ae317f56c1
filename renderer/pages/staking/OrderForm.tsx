import { Loader, Select, Switch, TextInput } from "@mantine/core";
import { useState } from "react";
import { Address } from "#renderer/components/Address.tsx";
import { Amount } from "#renderer/components/Amount.tsx";
import { AmountField, readAmount } from "#renderer/components/AmountField.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { QuoteCard } from "#renderer/components/FeeCard.tsx";
import { HotkeyField } from "#renderer/flows/orders/HotkeyField.tsx";
import { useClient } from "#renderer/lib/client/client-context.tsx";
import { useQuery } from "#renderer/lib/use-call.ts";
import { useHeld } from "#renderer/lib/use-held.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import { isAddress } from "#src/address/ss58.ts";
import { formatAlpha, formatTao } from "#src/amount/format-amount.ts";
import { ConfirmStep } from "./ConfirmStep.tsx";
import { GuardFields, USUAL_GUARD } from "./GuardFields.tsx";
import { ImpactCurve } from "./ImpactCurve.tsx";
import { ACTION_WORDS, orderOf } from "./order-of.ts";
import classes from "./StakingPage.module.css";
import type { Action, OrderChoice } from "./use-order.ts";
import { useSendPlan } from "./use-send-plan.ts";

const CURVE_POINTS = 24;

/** One order on stake, quoted anew with every block while it is shown. */
export function OrderForm({ action, choice }: { action: Exclude<Action, "send">; choice: OrderChoice }) {
  const { wallet, balance, position } = choice;
  const client = useClient();
  const network = useMirror("network").value;
  const subnets = useMirror("subnets").value ?? [];
  const sending = useSendPlan();
  const block = useHeld(network?.block, sending.plan !== null);
  const [netuid, setNetuid] = useState(choice.netuid);
  const [hotkey, setHotkey] = useState(choice.hotkey ?? "");
  const [toNetuid, setToNetuid] = useState(choice.netuid);
  const [to, setTo] = useState("");
  const [text, setText] = useState("");
  const [all, setAll] = useState(false);
  const [toRoot, setToRoot] = useState(false);
  const [guard, setGuard] = useState(USUAL_GUARD);

  const unit = action === "stake" ? "τ" : "α";
  const amountRao = readAmount(text, unit).rao;
  const order = orderOf(action, { netuid, hotkey, toNetuid, to, amountRao, all, toRoot });
  const quote = useQuery(
    "staking.quote",
    order && wallet ? { coldkey: wallet.address, order, ...guard, curvePoints: CURVE_POINTS } : null,
    block,
  );
  const shown = quote.value;
  const availableRao =
    action === "stake"
      ? BigInt(shown?.availableRao ?? balance?.transferableRao ?? 0)
      : BigInt(shown?.availableAlphaRao ?? position?.availableAlphaRao ?? 0);
  const subnetOptions = subnets.map((subnet) => ({
    value: String(subnet.netuid),
    label: `${subnet.netuid} · ${subnet.name}`,
  }));
  const hasPlace = action !== "stake" && position !== null;
  // A move has a limit only between subnets, and only where the node has one: then the quote carries it.
  const moves = action === "move" && netuid !== toNetuid;
  const hasLimit = shown?.swap?.limitPriceRaoPerAlpha != null || !guard.protect;
  const guarded = action === "stake" || action === "unstake" || action === "swap" || (moves && hasLimit);
  const inRao = BigInt(shown?.amountRao ?? shown?.amountAlphaRao ?? 0);
  const watched = wallet?.kind === "watch";
  const label = shown
    ? `${ACTION_WORDS[action].button}${action === "exit" ? "" : ` ${unit === "τ" ? formatTao(inRao) : formatAlpha(inRao)}`}`
    : ACTION_WORDS[action].button;
  const prepare = () =>
    client.call("staking.prepare", {
      walletId: wallet?.walletId ?? "",
      order: order as NonNullable<typeof order>,
      ...guard,
      ...(shown?.swap?.limitPriceRaoPerAlpha ? { limitPriceRaoPerAlpha: shown.swap.limitPriceRaoPerAlpha } : {}),
    });

  return (
    <div className={classes.form}>
      {hasPlace ? (
        <p>
          {`Subnet ${netuid}, behind `}
          <Address address={hotkey} />
        </p>
      ) : (
        <>
          {action === "exit" ? null : (
            <Select
              label="Subnet"
              placeholder="Choose a subnet"
              searchable
              data={subnetOptions}
              value={netuid === null ? null : String(netuid)}
              onChange={(value) => setNetuid(value === null ? null : Number(value))}
            />
          )}
          <HotkeyField netuid={netuid} hotkey={hotkey} label="Validator" onHotkey={setHotkey} />
        </>
      )}
      {action === "move" || action === "swap" || action === "give" ? (
        <Select
          label="To subnet"
          searchable
          data={subnetOptions}
          value={toNetuid === null ? null : String(toNetuid)}
          onChange={(value) => setToNetuid(value === null ? null : Number(value))}
        />
      ) : null}
      {action === "move" ? <HotkeyField netuid={toNetuid} hotkey={to} label="To validator" onHotkey={setTo} /> : null}
      {action === "give" ? (
        <TextInput
          label="To coldkey"
          autoComplete="off"
          spellCheck={false}
          value={to}
          error={to.trim() !== "" && !isAddress(to.trim()) ? "This is not a Bittensor address." : null}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
      ) : null}
      {action === "exit" ? (
        <Switch
          label="Stake the TAO on root instead of taking it"
          checked={toRoot}
          onChange={(event) => setToRoot(event.currentTarget.checked)}
        />
      ) : (
        <AmountField text={text} unit={unit} availableRao={availableRao} onText={setText} all={all} onAll={setAll} />
      )}
      {guarded && netuid !== 0 ? <GuardFields guard={guard} onGuard={setGuard} /> : null}
      {quote.error ? (
        <ErrorPanel error={quote.error} title="This cannot be done as it stands" onRetry={quote.reload} />
      ) : null}
      {quote.loading && !shown ? <Loader size="sm" aria-label="Working out the quote" /> : null}
      {shown ? (
        <>
          {shown.swap ? <ImpactCurve swap={shown.swap} amountRao={inRao} /> : null}
          <Expected quote={shown} />
          {shown.warnings.map((warning) => (
            <p key={warning} className="warning">
              {warning}
            </p>
          ))}
          <QuoteCard quote={shown} payer={wallet?.name} />
        </>
      ) : null}
      {watched ? (
        <p className="dim">This wallet is watched only: it can be quoted for, but nothing can be signed.</p>
      ) : null}
      <ConfirmStep
        sending={sending}
        label={label}
        real={wallet}
        blocked={!shown || quote.error !== null}
        disabled={!shown || watched || quote.error !== null}
        prepare={prepare}
      />
    </div>
  );
}

/** What comes of it, large: expected, and at least. */
function Expected({
  quote: { receives },
}: {
  quote: { receives: { rao: string; alphaRao: string; atLeastRao: string | null; atLeastAlphaRao: string | null } };
}) {
  const inAlpha = receives.rao === "0";
  const expected = inAlpha ? receives.alphaRao : receives.rao;
  const least = inAlpha ? receives.atLeastAlphaRao : receives.atLeastRao;
  const unit = inAlpha ? "α" : "τ";
  return (
    <div className={classes.result} role="status">
      <Amount rao={expected} unit={unit} size="large" />
      <span className="dim">
        {"expected, at least "}
        {least === null ? "nothing is sure" : <Amount rao={least} unit={unit} />}
      </span>
    </div>
  );
}
