import { IconLock, IconLockOpen } from "@tabler/icons-react";
import { Amount } from "#renderer/components/Amount.tsx";
import { Identicon } from "#renderer/components/Identicon.tsx";
import { href } from "#renderer/lib/route.ts";
import { useBalance } from "#renderer/stores/use-wallet.ts";
import type { WalletView } from "#src/contract/wallet.ts";
import classes from "./WalletPage.module.css";

const KIND_WORDS = { password: "", practice: "practice", watch: "watch only" } as const;

function Coldkey({ wallet, current, hotkeyName }: { wallet: WalletView; current: boolean; hotkeyName: string | null }) {
  const balance = useBalance(wallet.address);
  const unlocked = wallet.unlockedUntilMs !== null;
  return (
    <li>
      <a
        className={classes.key}
        href={href("wallet", wallet.walletId)}
        aria-current={current && hotkeyName === null ? "true" : undefined}
        title={wallet.name}
      >
        <Identicon address={wallet.address} size={20} />
        <span className={classes.name}>{wallet.name}</span>
        {KIND_WORDS[wallet.kind] ? <span className={classes.tag}>{KIND_WORDS[wallet.kind]}</span> : null}
        {wallet.kind !== "password" ? null : unlocked ? (
          <IconLockOpen size={14} aria-label="unlocked" />
        ) : (
          <IconLock size={14} aria-label="locked" />
        )}
        <span className={classes.sum}>{balance ? <Amount rao={balance.totalRao} /> : "…"}</span>
      </a>
      <ul>
        {wallet.hotkeys.map((hotkey) => (
          <li key={hotkey.name}>
            <a
              className={classes.key}
              href={href("wallet", wallet.walletId, hotkey.name)}
              aria-current={current && hotkeyName === hotkey.name ? "true" : undefined}
              title={hotkey.name}
            >
              <Identicon address={hotkey.address} size={16} />
              <span className={classes.name}>{hotkey.name}</span>
              <span className={classes.tag}>hotkey</span>
            </a>
          </li>
        ))}
      </ul>
    </li>
  );
}

/** Coldkeys with their hotkeys below them. */
export function KeyTree(props: { wallets: readonly WalletView[]; walletId: string; hotkeyName: string | null }) {
  return (
    <ul className={classes.tree}>
      {props.wallets.map((wallet) => (
        <Coldkey
          key={wallet.walletId}
          wallet={wallet}
          current={wallet.walletId === props.walletId}
          hotkeyName={props.hotkeyName}
        />
      ))}
    </ul>
  );
}
