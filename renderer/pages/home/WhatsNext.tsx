import { Button } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { Panel } from "#renderer/components/Panel.tsx";
import { FaucetButton } from "#renderer/flows/FaucetButton.tsx";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import { useBalance, useChosenWallet } from "#renderer/stores/use-wallet.ts";
import classes from "./HomePage.module.css";
import { nextSteps } from "./next-steps.ts";

/** The guided way to the first signal. It goes away when all is done. */
export function WhatsNext() {
  const wallet = useChosenWallet();
  const balance = useBalance(wallet?.address ?? null);
  const network = useMirror("network").value;
  const steps = nextSteps({
    wallet,
    balance,
    registrations: useMirror("registrations").value ?? [],
    miners: useMirror("miners").value ?? [],
    signals: useMirror("signals").value ?? [],
    practice: network?.kind === "practice",
  });
  const next = steps.find(({ done }) => !done);
  if (!next) return null;
  return (
    <Panel
      title="What's next"
      side={<span className="dim">{`${steps.filter(({ done }) => done).length} of ${steps.length}`}</span>}
    >
      <ol className={classes.steps} aria-label="Steps to a first signal">
        {steps.map((step, at) => (
          <li key={step.id} data-done={step.done || undefined} data-next={step === next || undefined}>
            <span className={classes.number} aria-hidden="true">
              {step.done ? <IconCheck size={13} /> : at + 1}
            </span>
            <span className={classes.stepText}>
              <strong>{step.title}</strong>
              {step.done ? <span className="visually-hidden">done</span> : null}
              {step === next ? <span className="dim">{step.text}</span> : null}
            </span>
            {step === next && step.link ? (
              <Button component="a" href={step.link} size="xs">
                {step.action}
              </Button>
            ) : null}
            {step === next && !step.link && wallet ? <FaucetButton address={wallet.address} primary /> : null}
          </li>
        ))}
      </ol>
    </Panel>
  );
}
