import { Loader, Switch, TextInput } from "@mantine/core";
import { useState } from "react";
import { Address } from "#renderer/components/Address.tsx";
import { AmountField, readAmount } from "#renderer/components/AmountField.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { QuoteCard } from "#renderer/components/FeeCard.tsx";
import { useClient } from "#renderer/lib/client/client-context.tsx";
import { useQuery } from "#renderer/lib/use-call.ts";
import { useHeld } from "#renderer/lib/use-held.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import { isAddress } from "#src/address/ss58.ts";
import { formatTao } from "#src/amount/format-amount.ts";
import { ConfirmStep } from "./ConfirmStep.tsx";
import classes from "./StakingPage.module.css";
import type { OrderChoice } from "./use-order.ts";
import { useSendPlan } from "./use-send-plan.ts";

/** Sending TAO: the receiver's first and last six are shown large, to be compared before anything is signed. */
export function SendForm({ choice: { wallet, balance } }: { choice: OrderChoice }) {
  const client = useClient();
  const network = useMirror("network").value;
  const sending = useSendPlan();
  const block = useHeld(network?.block, sending.plan !== null);
  const [to, setTo] = useState("");
  const [text, setText] = useState("");
  const [all, setAll] = useState(false);
  const [allowDeath, setAllowDeath] = useState(false);
  const address = to.trim();
  const { rao } = readAmount(text, "τ");
  const sound = isAddress(address);
  const wish =
    sound && (all || (rao !== null && rao > 0n))
      ? { to: address, amountRao: all ? null : String(rao), allowDeath }
      : null;
  const quote = useQuery("transfers.quote", wish && wallet ? { from: wallet.address, ...wish } : null, block);
  const shown = quote.value;
  const watched = wallet?.kind === "watch";
  return (
    <div className={classes.form}>
      <TextInput
        label="To address"
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        value={to}
        error={address !== "" && !sound ? "This is not a Bittensor address." : null}
        onChange={(event) => setTo(event.currentTarget.value)}
      />
      {sound ? (
        <div>
          <p className="dim">Compare the first and last six characters with the receiver's own.</p>
          <Address address={address} large />
        </div>
      ) : null}
      <AmountField
        text={text}
        unit="τ"
        availableRao={BigInt(shown?.availableRao ?? balance?.transferableRao ?? 0)}
        onText={setText}
        all={all}
        onAll={setAll}
      />
      <Switch
        label="Let the account end: nothing has to stay in it"
        checked={allowDeath}
        onChange={(event) => setAllowDeath(event.currentTarget.checked)}
      />
      {quote.error ? (
        <ErrorPanel error={quote.error} title="This cannot be sent as it stands" onRetry={quote.reload} />
      ) : null}
      {quote.loading && !shown ? <Loader size="sm" aria-label="Working out the fee" /> : null}
      {shown?.warnings.map((warning) => (
        <p key={warning} className="warning">
          {warning}
        </p>
      ))}
      {shown ? <QuoteCard quote={shown} payer={wallet?.name} /> : null}
      {watched ? <p className="dim">This wallet is watched only: nothing can be signed with it here.</p> : null}
      <ConfirmStep
        sending={sending}
        label={shown ? `Send ${formatTao(BigInt(shown.spendsRao))}` : "Send"}
        real={wallet}
        blocked={!shown || quote.error !== null}
        disabled={!shown || watched || quote.error !== null}
        prepare={() =>
          client.call("transfers.prepare", { walletId: wallet?.walletId ?? "", ...(wish as NonNullable<typeof wish>) })
        }
      />
    </div>
  );
}
