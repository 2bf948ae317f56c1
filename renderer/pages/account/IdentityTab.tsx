import { Loader, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { PlanButton } from "#renderer/flows/PlanButton.tsx";
import { useClient } from "#renderer/lib/client/client-context.tsx";
import { count } from "#renderer/lib/format.ts";
import { useQuery } from "#renderer/lib/use-call.ts";
import { useFeature } from "#renderer/lib/use-feature.ts";
import type { IdentityFields, IdentityView } from "#src/contract/identity.ts";
import type { WalletView } from "#src/contract/wallet.ts";
import { IDENTITY_LIMITS, type IdentityField, utf8Bytes } from "#src/identity/identity-fields.ts";
import classes from "./AccountPage.module.css";
import { useOnline } from "./use-online.ts";

const FIELDS: readonly (readonly [field: IdentityField, label: string, long: boolean])[] = [
  ["name", "Name", false],
  ["url", "Web page", false],
  ["githubRepo", "GitHub repository", false],
  ["discord", "Discord", false],
  ["image", "Image address", false],
  ["description", "Description", true],
  ["additional", "Additional", true],
];

const EMPTY: IdentityFields = {
  name: "",
  url: "",
  githubRepo: "",
  image: "",
  discord: "",
  description: "",
  additional: "",
};

function IdentityForm({ wallet, known, onSet }: { wallet: WalletView; known: IdentityView; onSet: () => void }) {
  const client = useClient();
  const { missing, reason } = useFeature("identity");
  const [fields, setFields] = useState<IdentityFields>(known.identity ?? EMPTY);
  const problem = (field: IdentityField): string | null => {
    const bytes = utf8Bytes(fields[field]);
    return bytes > IDENTITY_LIMITS[field] ? `${count(bytes)} bytes; at most ${count(IDENTITY_LIMITS[field])}` : null;
  };
  return (
    <div className={classes.form}>
      <div className={classes.pair}>
        {FIELDS.map(([field, label, long]) => {
          const own = {
            label,
            value: fields[field],
            error: problem(field),
            description: `${count(utf8Bytes(fields[field]))} of ${count(IDENTITY_LIMITS[field])} bytes`,
            inputWrapperOrder: ["label", "input", "description", "error"] as (
              | "label"
              | "input"
              | "description"
              | "error"
            )[],
            onChange: (event: { currentTarget: { value: string } }) => {
              const { value } = event.currentTarget;
              setFields((before) => ({ ...before, [field]: value }));
            },
          };
          return long ? (
            <Textarea key={field} className={classes.whole ?? ""} rows={3} {...own} />
          ) : (
            <TextInput key={field} {...own} />
          );
        })}
      </div>
      <PlanButton
        wallet={wallet}
        label="Set identity"
        disabled={FIELDS.some(([field]) => problem(field) !== null)}
        missing={missing ? reason : null}
        prepare={() => client.call("identity.prepare", { walletId: wallet.walletId, ...fields })}
        onIncluded={onSet}
      />
    </div>
  );
}

/** Who stands behind a coldkey, as everybody can read it on the chain. */
export function IdentityTab({ wallet }: { wallet: WalletView }) {
  const { online } = useOnline();
  const known = useQuery("identity.get", online ? { address: wallet.address } : null);
  const block = known.value ? <span className="dim">{`read at block ${count(known.value.atBlock)}`}</span> : null;
  return (
    <Panel title="Identity" side={block}>
      {online ? null : <EmptyState title="Not connected" text="The identity is read from the chain." />}
      {known.error ? (
        <ErrorPanel error={known.error} title="The identity could not be read" onRetry={known.reload} />
      ) : null}
      {known.loading ? <Loader size="sm" aria-label="Reading the identity" /> : null}
      {known.value ? (
        <>
          <p className="dim">
            {known.value.identity
              ? "Explorers and other wallets show this beside your validators and your subnet."
              : "This coldkey has none yet. Explorers and other wallets show it beside your validators and your subnet."}
          </p>
          <IdentityForm wallet={wallet} known={known.value} onSet={known.reload} />
        </>
      ) : null}
    </Panel>
  );
}
