import { Checkbox, Loader, MultiSelect, Select } from "@mantine/core";
import { useState } from "react";
import { Address } from "#renderer/components/Address.tsx";
import { Amount } from "#renderer/components/Amount.tsx";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { HotkeyField } from "#renderer/flows/orders/HotkeyField.tsx";
import { PlanButton } from "#renderer/flows/PlanButton.tsx";
import { useClient } from "#renderer/lib/client/client-context.tsx";
import { count } from "#renderer/lib/format.ts";
import { useQuery } from "#renderer/lib/use-call.ts";
import { useFeature } from "#renderer/lib/use-feature.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import { useOwnNames } from "#renderer/stores/use-wallet.ts";
import { isAddress } from "#src/address/ss58.ts";
import type { ClaimView, RewardsView } from "#src/contract/rewards.ts";
import type { WalletView } from "#src/contract/wallet.ts";
import { MAX_CLAIM_SUBNETS } from "#src/staking/root-claim.ts";
import classes from "./AccountPage.module.css";
import { DestroyPanel } from "./DestroyPanel.tsx";
import { useOnline } from "./use-online.ts";

type ClaimKind = NonNullable<RewardsView["claimType"]>["type"];

interface PartProps {
  readonly wallet: WalletView;
  readonly view: RewardsView;
  readonly onChanged: () => void;
}

function ClaimRow({
  claim,
  chosen,
  full,
  onChoose,
}: {
  claim: ClaimView;
  chosen: boolean;
  full: boolean;
  onChoose: (on: boolean) => void;
}) {
  const names = useOwnNames();
  return (
    <tr>
      <td>
        <Checkbox
          aria-label={`Claim subnet ${claim.netuid}`}
          checked={chosen}
          disabled={!claim.claimable || (full && !chosen)}
          onChange={(event) => onChoose(event.currentTarget.checked)}
        />
      </td>
      <td>{claim.netuid}</td>
      <td>
        <Address address={claim.hotkey} name={names.get(claim.hotkey)} plain />
      </td>
      <td className={classes.figure}>
        <Amount rao={claim.owedAlphaRao} unit="α" />
      </td>
      <td className={classes.figure}>
        <Amount rao={claim.worthRao} />
      </td>
      <td className={classes.figure}>
        <Amount rao={claim.thresholdAlphaRao} unit="α" />
        {claim.claimable ? null : <span className="dim"> not reached</span>}
      </td>
    </tr>
  );
}

function Claims({ wallet, view, onChanged }: PartProps) {
  const client = useClient();
  const { missing, reason } = useFeature("root-claims");
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const claims = view.claims ?? [];
  const side = <span className="dim">{`read at block ${count(view.atBlock)}`}</span>;
  return (
    <Panel title="Root dividends" side={side}>
      <div className={classes.stack}>
        {view.claims === null ? (
          <p className="dim">This network does not keep root dividends by subnet, so there is nothing to show here.</p>
        ) : null}
        {view.claims !== null && claims.length === 0 ? (
          <EmptyState
            title="Nothing to claim"
            text="Stake on root behind a validator earns alpha of every subnet it validates. It is collected here until you claim it."
          />
        ) : null}
        {claims.length > 0 ? (
          <div className={classes.wide}>
            <table className={classes.table} aria-label="Root dividends">
              <thead>
                <tr>
                  <th scope="col">Claim</th>
                  <th scope="col">Subnet</th>
                  <th scope="col">Behind</th>
                  <th scope="col" className={classes.figure}>
                    Owed
                  </th>
                  <th scope="col" className={classes.figure}>
                    Worth
                  </th>
                  <th scope="col" className={classes.figure}>
                    Threshold
                  </th>
                </tr>
              </thead>
              <tbody>
                {claims.map((claim) => (
                  <ClaimRow
                    key={`${claim.netuid} ${claim.hotkey}`}
                    claim={claim}
                    chosen={chosen.includes(claim.netuid)}
                    full={chosen.length >= MAX_CLAIM_SUBNETS}
                    onChoose={(on) =>
                      setChosen((before) =>
                        on
                          ? [...new Set([...before, claim.netuid])]
                          : before.filter((netuid) => netuid !== claim.netuid),
                      )
                    }
                  />
                ))}
              </tbody>
            </table>
          </div>
        ) : null}
        {claims.length > 0 ? (
          <PlanButton
            wallet={wallet}
            label={chosen.length === 0 ? "Claim" : `Claim subnet ${[...chosen].sort((a, b) => a - b).join(", ")}`}
            disabled={chosen.length === 0}
            missing={missing ? reason : null}
            prepare={() => client.call("staking.prepareClaimRoot", { walletId: wallet.walletId, netuids: [...chosen] })}
            onIncluded={() => {
              setChosen([]);
              onChanged();
            }}
          />
        ) : null}
      </div>
    </Panel>
  );
}

const KINDS: readonly { readonly value: ClaimKind; readonly label: string }[] = [
  { value: "swap", label: "Sell for TAO and stake that on root" },
  { value: "keep", label: "Keep the alpha behind the same hotkey" },
  { value: "keepSubnets", label: "Keep the alpha of some subnets, sell the rest" },
];

function ClaimType({ wallet, view, onChanged }: PartProps) {
  const client = useClient();
  const { reason } = useFeature("root-claims");
  const subnets = (useMirror("subnets").value ?? []).filter(({ netuid }) => netuid !== 0);
  const [type, setType] = useState<ClaimKind>(view.claimType?.type ?? "swap");
  const [netuids, setNetuids] = useState<string[]>(view.claimType?.netuids.map(String) ?? []);
  return (
    <Panel title="What claims do">
      <div className={classes.form}>
        {view.claimType === null ? <p className="dim">{reason ?? "This network has one way only."}</p> : null}
        {view.claimType ? (
          <>
            <p className="dim">
              {`Now: ${KINDS.find(({ value }) => value === view.claimType?.type)?.label ?? ""}` +
                `${view.claimType.netuids.length > 0 ? ` (${view.claimType.netuids.join(", ")})` : ""}. ` +
                "It also holds for what the chain claims by itself."}
            </p>
            <Select
              label="A claim should"
              allowDeselect={false}
              data={[...KINDS]}
              value={type}
              onChange={(value) => value && setType(value as ClaimKind)}
            />
            {type === "keepSubnets" ? (
              <MultiSelect
                label="Keep the alpha of"
                searchable
                data={subnets.map(({ netuid, name }) => ({ value: String(netuid), label: `${netuid} · ${name}` }))}
                value={netuids}
                onChange={setNetuids}
              />
            ) : null}
            <PlanButton
              wallet={wallet}
              label="Change what claims do"
              quiet
              disabled={type === "keepSubnets" && netuids.length === 0}
              prepare={() =>
                client.call("staking.prepareClaimType", {
                  walletId: wallet.walletId,
                  type,
                  netuids: type === "keepSubnets" ? netuids.map(Number) : [],
                })
              }
              onIncluded={onChanged}
            />
          </>
        ) : null}
      </div>
    </Panel>
  );
}

function AutoStake({ wallet, view, onChanged }: PartProps) {
  const client = useClient();
  const names = useOwnNames();
  const { missing, reason } = useFeature("auto-stake");
  const subnets = (useMirror("subnets").value ?? []).filter(({ netuid }) => netuid !== 0);
  const [netuid, setNetuid] = useState<string | null>(null);
  const [hotkey, setHotkey] = useState("");
  return (
    <Panel title="Where mining rewards go">
      <div className={classes.form}>
        {view.autoStake.length === 0 ? (
          <p className="dim">Rewards are staked behind the hotkey that earns them, on every subnet.</p>
        ) : (
          <ul className={classes.notes}>
            {view.autoStake.map((one) => (
              <li key={one.netuid}>
                {`Subnet ${one.netuid}: behind `}
                <Address address={one.hotkey} name={names.get(one.hotkey)} />
              </li>
            ))}
          </ul>
        )}
        <Select
          label="Subnet"
          searchable
          data={subnets.map((subnet) => ({ value: String(subnet.netuid), label: `${subnet.netuid} · ${subnet.name}` }))}
          value={netuid}
          onChange={setNetuid}
        />
        <HotkeyField
          netuid={netuid === null ? null : Number(netuid)}
          hotkey={hotkey}
          label="Stake rewards behind"
          onHotkey={setHotkey}
        />
        <PlanButton
          wallet={wallet}
          label="Send rewards there"
          quiet
          disabled={netuid === null || !isAddress(hotkey.trim())}
          missing={missing ? reason : null}
          prepare={() =>
            client.call("staking.prepareAutoStake", {
              walletId: wallet.walletId,
              netuid: Number(netuid),
              hotkey: hotkey.trim(),
            })
          }
          onIncluded={onChanged}
        />
      </div>
    </Panel>
  );
}

/** What a coldkey earns without doing anything, and alpha it gives away for ever. */
export function RewardsTab({ wallet }: { wallet: WalletView }) {
  const { online, tick } = useOnline();
  const view = useQuery("staking.rewards", online ? { walletId: wallet.walletId } : null, tick);
  const shown = view.value;
  return (
    <div className={classes.stack}>
      {online ? null : <EmptyState title="Not connected" text="Rewards are read from the chain." />}
      {view.error ? <ErrorPanel error={view.error} title="Rewards could not be read" onRetry={view.reload} /> : null}
      {view.loading ? <Loader size="sm" aria-label="Reading rewards" /> : null}
      {shown ? (
        <>
          <Claims wallet={wallet} view={shown} onChanged={view.reload} />
          <ClaimType key={JSON.stringify(shown.claimType)} wallet={wallet} view={shown} onChanged={view.reload} />
          <AutoStake wallet={wallet} view={shown} onChanged={view.reload} />
          <DestroyPanel wallet={wallet} />
        </>
      ) : null}
    </div>
  );
}
