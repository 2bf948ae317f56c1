import { count, duration } from "#renderer/lib/format.ts";
import { blockAge } from "#renderer/lib/network-age.ts";
import { href } from "#renderer/lib/route.ts";
import { useNow } from "#renderer/lib/use-now.ts";
import { useMirror, useSession } from "#renderer/stores/use-stores.tsx";
import { useBalance, useChosenWallet } from "#renderer/stores/use-wallet.ts";
import { formatTaoShort } from "#src/amount/format-amount.ts";
import classes from "./App.module.css";

const STATE_WORDS = { connecting: "connecting", online: "", stale: "no new blocks", offline: "offline" } as const;

function NetworkItem() {
  const { value } = useMirror("network");
  const { ageMs, stale } = blockAge(value, useNow());
  if (!value) {
    return (
      <a className={classes.item} href={href("settings", "network")} data-stale>
        <span className={classes.dot} data-off />
        network not known yet
      </a>
    );
  }
  if (value.kind === "offline") {
    return (
      <a className={classes.item} href={href("settings", "network")} title={value.reason ?? undefined}>
        <span className={classes.dot} data-kind="offline" />
        <b>offline by choice</b>
        <span>· no connection is opened</span>
      </a>
    );
  }
  const words = [
    value.block === null ? null : `block ${count(value.block)}`,
    ageMs === null ? null : `${duration(ageMs)} old`,
    value.latencyMs === null ? null : `${Math.round(value.latencyMs)} ms`,
    STATE_WORDS[value.state] || null,
  ].filter((word) => word !== null);
  return (
    <a
      className={classes.item}
      href={href("settings", "network")}
      data-stale={stale || undefined}
      title={value.reason ?? value.url}
    >
      <span className={classes.dot} data-kind={value.kind} data-off={value.state === "offline" || undefined} />
      <b>{value.name}</b>
      <span>{words.map((word) => `· ${word}`).join(" ")}</span>
    </a>
  );
}

/** Always there: network, where keys live, miners, balance. Each item opens its page. */
export function StatusStrip() {
  const { keychain } = useSession();
  const network = useMirror("network").value;
  const miners = useMirror("miners").value ?? [];
  const wallet = useChosenWallet();
  const balance = useBalance(wallet?.address ?? null);
  const { stale } = blockAge(network, useNow());
  const running = miners.filter(({ state }) => state === "running").length;
  const down = miners.filter(({ state }) => state === "failed" || state === "backingOff").length;
  return (
    <nav className={classes.strip} aria-label="Status">
      <NetworkItem />
      <a className={classes.item} href={href("settings", "keychain")} title={keychain?.reason}>
        {`keys: ${keychain?.label ?? "…"}${keychain && !keychain.open ? " (closed)" : ""}`}
      </a>
      <span className={classes.grow} />
      <a className={classes.item} href={href("miners")}>
        <span>{`miners ${running} of ${miners.length} running`}</span>
        {down > 0 ? <span className="danger">{`${down} down`}</span> : null}
      </a>
      <a
        className={classes.item}
        href={href("wallet")}
        data-stale={stale || undefined}
        title="Free balance of the chosen wallet"
      >
        {wallet ? (
          <>
            <span>{wallet.name.length > 18 ? `${wallet.name.slice(0, 17)}…` : wallet.name}</span>
            <b>{balance ? formatTaoShort(BigInt(balance.freeRao)) : "…"}</b>
          </>
        ) : (
          "no wallet yet"
        )}
      </a>
    </nav>
  );
}
