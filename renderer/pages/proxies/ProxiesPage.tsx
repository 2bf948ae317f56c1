/*
 * Proxies and multisigs. Accessible names: regions "Who may act for whom", "Announced calls", "Let another account act",
 * "Pure accounts", "Multisigs", "For whom may I act?", "What each type may do".
 */
import { Loader } from "@mantine/core";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { useQuery } from "#renderer/lib/use-call.ts";
import { useMirror, useStores } from "#renderer/stores/use-stores.tsx";
import { AddProxy } from "./AddProxy.tsx";
import { AnnouncementsPanel } from "./AnnouncementsPanel.tsx";
import { FindReals } from "./FindReals.tsx";
import { MultisigPanel } from "./MultisigPanel.tsx";
import classes from "./ProxiesPage.module.css";
import { PurePanel } from "./PurePanel.tsx";
import { RightsPanel } from "./RightsPanel.tsx";
import { TypesPanel } from "./TypesPanel.tsx";

/** Acting for other accounts: rights, announced calls, accounts without a key, shared accounts. */
export function ProxiesPage() {
  const stores = useStores();
  const proxies = useMirror("proxies");
  const multisigs = useMirror("multisigs");
  const network = useMirror("network").value;
  const types = useQuery("proxies.types", {}, network?.genesisHash);
  const view = proxies.value;
  return (
    <div className={classes.page}>
      <div className={classes.column}>
        {proxies.error && !view ? (
          <ErrorPanel
            error={proxies.error}
            title="Proxies were not read"
            onRetry={() => void stores.proxies.reload()}
          />
        ) : null}
        {!view && !proxies.error ? <Loader size="sm" aria-label="Reading proxies" /> : null}
        {view ? <RightsPanel view={view} /> : null}
        {view ? <AnnouncementsPanel view={view} onChange={() => void stores.proxies.reload()} /> : null}
        {multisigs.error && !multisigs.value ? (
          <ErrorPanel
            error={multisigs.error}
            title="Multisigs were not read"
            onRetry={() => void stores.multisigs.reload()}
          />
        ) : null}
        {multisigs.value ? (
          <MultisigPanel view={multisigs.value} onChange={() => void stores.multisigs.reload()} />
        ) : null}
        {types.value ? <TypesPanel types={types.value} /> : null}
      </div>
      <div className={classes.column}>
        {view && types.value ? <AddProxy view={view} types={types.value} /> : null}
        {view ? <PurePanel view={view} /> : null}
        {view ? <FindReals /> : null}
      </div>
    </div>
  );
}
