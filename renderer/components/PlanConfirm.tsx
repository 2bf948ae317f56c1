import { Button, Modal, PasswordInput } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { count } from "#renderer/lib/format.ts";
import type { PlanView } from "#src/contract/transactions.ts";
import type { ErrorView } from "#src/result.ts";
import { isGrave } from "#src/transactions/grave.ts";
import { Address } from "./Address.tsx";
import { AddToBasket, canBatch } from "./AddToBasket.tsx";
import { ErrorPanel } from "./ErrorPanel.tsx";
import { FeeCard } from "./FeeCard.tsx";
import { HoldButton } from "./HoldButton.tsx";
import classes from "./PlanConfirm.module.css";
import { PlanRows } from "./PlanRows.tsx";
import { Rehearsal } from "./rehearsal/Rehearsal.tsx";

/** From this sum on (spending and fee together) the button has to be held. 1 τ. */
const HOLD_FROM_RAO = 1_000_000_000n;

const NETWORK_WORDS = {
  practice: "practice network, play money",
  test: "test network, no value",
  finney: "mainnet, real money",
  custom: "custom network",
  offline: "no network",
} as const;

export interface PlanConfirmProps {
  readonly plan: PlanView;
  readonly busy: boolean;
  readonly error: ErrorView | null;
  readonly onCancel: () => void;
  readonly onConfirm: (password: string | undefined) => void;
}

/**
 * The confirmation in the browser host: what will be signed, decoded by main, with its cost and its network.
 * Cancel has the focus. The password lives in this component only and is gone when it closes.
 */
export function PlanConfirm({ plan, busy, error, onCancel, onConfirm }: PlanConfirmProps) {
  const [password, setPassword] = useState("");
  useEffect(() => () => setPassword(""), []);
  // In a low window the refusal would stay under the edge.
  const told = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (error) told.current?.scrollIntoView?.({ block: "nearest" });
  }, [error]);
  const wantsPassword = plan.needs === "password";
  const mustHold = isGrave(plan) || BigInt(plan.spendsMaxRao) + BigInt(plan.fee.totalRao) >= HOLD_FROM_RAO;
  const ready = !wantsPassword || password.length > 0;
  const confirm = () => {
    if (!ready) return;
    onConfirm(wantsPassword ? password : undefined);
    setPassword("");
  };
  return (
    <Modal.Root opened onClose={onCancel} size={680} closeOnClickOutside={false} lockScroll={false} centered>
      <Modal.Overlay />
      <Modal.Content aria-label={`Confirm: ${plan.title}`}>
        <div className={classes.network} data-kind={plan.network.kind}>
          <strong>{plan.network.name}</strong>
          <span>{NETWORK_WORDS[plan.network.kind]}</span>
        </div>
        <div className={classes.body}>
          <h1>{plan.title}</h1>
          <div className={classes.signer}>
            <span className="dim">{`Signed by the ${plan.signer.role} of ${plan.signer.walletName}`}</span>
            <Address address={plan.signer.address} large />
          </div>
          {plan.spender ? (
            <p className="dim">
              {"Balances below are those of "}
              <Address address={plan.spender} />
            </p>
          ) : null}
          {plan.warnings.map((warning) => (
            <p key={warning} className={`${classes.note} warning`}>
              {warning}
            </p>
          ))}
          <PlanRows rows={plan.rows.filter(({ place }) => place === undefined)} />
          <FeeCard
            fee={plan.fee}
            payer={plan.fee.paidBy === plan.signer.address ? plan.signer.walletName : undefined}
            rows={plan.rows}
            balance={{ nowRao: plan.balanceBeforeRao, afterRao: plan.balanceAfterRao, atLeast: true }}
            inner={plan.inner}
            notes={plan.notes}
          />
          <Rehearsal key={plan.planId} plan={plan} />
          <details className={classes.call}>
            <summary>
              {`Call ${plan.call.section}.${plan.call.method}, fingerprint `}
              <code>{plan.call.fingerprint}</code>
            </summary>
            <table>
              <tbody>
                {plan.call.args.map((arg) => (
                  <tr key={arg.name}>
                    <th scope="row">{arg.name}</th>
                    <td className="dim">{arg.type}</td>
                    <td>{arg.value}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            <p className="dim">
              {`Nonce ${plan.nonce}. Valid in blocks ${count(plan.era.birthBlock)} to ${count(plan.era.deathBlock)}. ` +
                `Spec version ${plan.network.specVersion}.`}
            </p>
            <code className={classes.hex}>{plan.call.hex}</code>
          </details>
          {wantsPassword ? (
            <PasswordInput
              label={`Password of ${plan.signer.walletName}`}
              value={password}
              autoComplete="off"
              onChange={(event) => setPassword(event.currentTarget.value)}
              onKeyDown={(event) => event.key === "Enter" && !mustHold && confirm()}
            />
          ) : null}
          <div ref={told} className={classes.told}>
            {error ? <ErrorPanel error={error} title="It was not sent" /> : null}
          </div>
        </div>
        <footer className={classes.foot}>
          <Button variant="default" onClick={onCancel} data-autofocus>
            Cancel
          </Button>
          {canBatch(plan) ? <AddToBasket plan={plan} disabled={busy} onAdded={onCancel} /> : null}
          {mustHold ? (
            <HoldButton label="Hold to sign and send" disabled={!ready} loading={busy} onHeld={confirm} />
          ) : (
            <Button disabled={!ready} loading={busy} onClick={confirm}>
              Sign and send
            </Button>
          )}
        </footer>
      </Modal.Content>
    </Modal.Root>
  );
}
