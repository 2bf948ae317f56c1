import { Address } from "#renderer/components/Address.tsx";
import { Amount } from "#renderer/components/Amount.tsx";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { useClient } from "#renderer/lib/client/client-context.tsx";
import { count } from "#renderer/lib/format.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import { useOwnNames } from "#renderer/stores/use-wallet.ts";
import type { ProxiesView, ProxyView } from "#src/contract/proxies.ts";
import { proxyTypeWords } from "#src/proxies/proxy-types.ts";
import { PlanButton } from "./PlanButton.tsx";
import classes from "./ProxiesPage.module.css";

const depositWords = (what: "proxies" | "announcements", number: number, pure: boolean): string => {
  if (pure) return "Deposit of its maker for the pure account ";
  const one = what === "proxies" ? "a proxy" : "an announcement";
  return `Deposit for ${number === 1 ? one : `${number} ${what}`} of `;
};

const keyOf = ({ real, delegate, type, delayBlocks }: ProxyView): string =>
  `${real} ${delegate} ${type} ${delayBlocks}`;

/** One right: who for whom, what it may, who pays, and what its owner can change. */
function Right({ right }: { right: ProxyView }) {
  const client = useClient();
  const names = useOwnNames();
  const wallets = useMirror("wallets").value ?? [];
  const { real, delegate, type, delayBlocks, realPaysFee, realWalletId } = right;
  const owner = wallets.find(({ walletId }) => walletId === realWalletId);
  const words = proxyTypeWords(type);
  const own = owner && owner.kind !== "watch" ? owner : null;
  return (
    <div className={classes.right}>
      <div className={classes.what}>
        <span>
          <Address address={delegate} name={names.get(delegate)} />
          <span className="dim"> may act for </span>
          <Address address={real} name={names.get(real)} />
        </span>
        <span className="dim">
          <strong>{type}</strong>
          {`: ${words.may}`}
        </span>
        <span className="dim">
          {delayBlocks === 0 ? "At once. " : `Has to announce ${count(delayBlocks)} blocks before. `}
          {realPaysFee ? "Its fees are paid by the account." : "It pays its own fees."}
        </span>
        {words.width === "everything" || words.width === "wide" ? (
          <span className="warning">This type can move all the money.</span>
        ) : null}
      </div>
      {own ? (
        <div className={classes.buttons}>
          <PlanButton
            label={realPaysFee ? "Stop paying its fees" : "Pay its fees"}
            prepare={() => client.call("proxies.preparePays", { walletId: own.walletId, delegate, pays: !realPaysFee })}
          />
          <PlanButton
            label="Take the right back"
            color="red"
            variant="outline"
            prepare={() =>
              client.call("proxies.prepareRemove", { walletId: own.walletId, delegate, type, delayBlocks })
            }
          />
        </div>
      ) : null}
    </div>
  );
}

/** Rights that own accounts gave, and those that own accounts hold over others. */
export function RightsPanel({ view }: { view: ProxiesView }) {
  const names = useOwnNames();
  const given = new Set(view.given.map(keyOf));
  const held = view.held.filter((one) => !given.has(keyOf(one)));
  const all = [...view.given, ...held];
  return (
    <Panel title="Who may act for whom" flush>
      {all.length === 0 ? (
        <EmptyState
          title="Nobody acts for your accounts"
          text="A key that trades by itself gets a proxy of type Staking: it can trade with your stake and can send nothing away."
        />
      ) : (
        <div className={classes.rights}>
          {all.map((right) => (
            <Right key={keyOf(right)} right={right} />
          ))}
          {view.deposits.map(({ address, what, count: number, amountRao, returns }) => (
            <div key={`${address} ${what}`} className={classes.right}>
              <div className={classes.what}>
                <span>
                  {depositWords(
                    what,
                    number,
                    view.pures.some((pure) => pure.address === address),
                  )}
                  <Address address={address} name={names.get(address)} />
                </span>
                <span className="dim">{`Reserved, not spent. Comes back: ${returns}`}</span>
              </div>
              <Amount rao={amountRao} full />
            </div>
          ))}
        </div>
      )}
    </Panel>
  );
}
