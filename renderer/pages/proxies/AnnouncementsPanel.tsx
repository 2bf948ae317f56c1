import { Address } from "#renderer/components/Address.tsx";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { useClient } from "#renderer/lib/client/client-context.tsx";
import { count, duration } from "#renderer/lib/format.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import { useOwnNames } from "#renderer/stores/use-wallet.ts";
import type { AnnouncementView, ProxiesView } from "#src/contract/proxies.ts";
import { CallLine } from "./CallLine.tsx";
import { LearnCall } from "./LearnCall.tsx";
import { PlanButton } from "./PlanButton.tsx";
import classes from "./ProxiesPage.module.css";

/** When it may run, as blocks and about how long that is. */
function whenText(readyAtBlock: number | null, block: number, blockTimeMs: number | null): string {
  if (readyAtBlock === null) return "It cannot run: the delegate is no proxy of the account any more.";
  const left = readyAtBlock - block - 1;
  if (left <= 0) return `It may run now (since block ${count(readyAtBlock)}).`;
  const about = blockTimeMs ? `, in about ${duration(left * blockTimeMs)}` : "";
  return `It may run from block ${count(readyAtBlock)} on: ${count(left)} more${about}.`;
}

function Announced({ one, onChange }: { one: AnnouncementView; onChange: () => void }) {
  const client = useClient();
  const names = useOwnNames();
  const network = useMirror("network").value;
  const wallets = useMirror("wallets").value ?? [];
  const { real, delegate, callHash, readyAtBlock, madeHere, call, title } = one;
  const named = { real, delegate, callHash };
  const signs = (walletId: string | null) => wallets.some((own) => own.walletId === walletId && own.kind !== "watch");
  const ready = readyAtBlock !== null && (network?.block ?? 0) + 1 >= readyAtBlock;
  const foreign = !madeHere && one.realWalletId !== null;
  return (
    <div className={classes.item} data-tone={foreign ? "danger" : undefined}>
      <div className={classes.line}>
        <strong>{title ?? (call ? `${call.section}.${call.method}` : "A call that is not known here")}</strong>
        <span className="dim">{`announced in block ${count(one.atBlock)}`}</span>
      </div>
      {foreign ? (
        <p className="danger">This was not announced here. Reject it if you do not know what it is for.</p>
      ) : null}
      <span>
        <Address address={delegate} name={names.get(delegate)} />
        <span className="dim"> for </span>
        <Address address={real} name={names.get(real)} />
      </span>
      <span className="dim">{whenText(readyAtBlock, network?.block ?? 0, network?.blockTimeMs ?? null)}</span>
      {call ? <CallLine call={call} /> : <LearnCall callHash={callHash} onKnown={onChange} />}
      <code className={`${classes.hash} dim`}>{callHash}</code>
      <div className={classes.buttons}>
        {signs(one.delegateWalletId) ? (
          <>
            <PlanButton
              label="Run it…"
              variant="filled"
              disabled={!ready || call === null}
              prepare={() =>
                client.call("proxies.prepareExecute", { ...named, delegateWalletId: one.delegateWalletId ?? "" })
              }
            />
            <PlanButton label="Take it back…" prepare={() => client.call("proxies.prepareWithdraw", named)} />
          </>
        ) : null}
        {signs(one.realWalletId) ? (
          <PlanButton
            label="Reject…"
            color="red"
            variant="outline"
            prepare={() => client.call("proxies.prepareReject", named)}
          />
        ) : null}
      </div>
    </div>
  );
}

/** Calls that wait for their delay, own ones and those of others for own accounts. */
export function AnnouncementsPanel({ view, onChange }: { view: ProxiesView; onChange: () => void }) {
  return (
    <Panel title="Announced calls">
      {view.announcements.length === 0 ? (
        <EmptyState
          title="Nothing is announced"
          text="A proxy with a delay announces each call first. Until it may run, the account can reject it."
        />
      ) : (
        <div className={classes.list}>
          {view.announcements.map((one) => (
            <Announced key={`${one.delegate} ${one.real} ${one.callHash}`} one={one} onChange={onChange} />
          ))}
        </div>
      )}
    </Panel>
  );
}
