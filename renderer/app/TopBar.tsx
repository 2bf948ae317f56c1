import { ActionIcon, Kbd, Tooltip, useComputedColorScheme } from "@mantine/core";
import { spotlight } from "@mantine/spotlight";
import { IconBasket, IconLock, IconLockOpen, IconMoon, IconSearch, IconSun } from "@tabler/icons-react";
import { href } from "#renderer/lib/route.ts";
import { useAction } from "#renderer/lib/use-call.ts";
import { useMirror, useStores } from "#renderer/stores/use-stores.tsx";
import classes from "./App.module.css";

/** Page title, search, lock, theme. */
export function TopBar({ title }: { title: string }) {
  const { session } = useStores();
  const wallets = useMirror("wallets").value ?? [];
  const basket = useMirror("basket").value?.items ?? [];
  const lock = useAction("wallet.lock");
  const setSettings = useAction("app.setSettings");
  const scheme = useComputedColorScheme("dark");
  const unlocked = wallets.filter(
    ({ kind, unlockedUntilMs }) => kind === "password" && unlockedUntilMs !== null,
  ).length;
  const other = scheme === "dark" ? "light" : "dark";

  const switchTheme = async () => {
    const result = await setSettings.run({ theme: other });
    if (result.ok) session.setState({ settings: result.value });
  };

  return (
    <header className={classes.top}>
      <h1>{title}</h1>
      <button type="button" className={classes.search} onClick={() => spotlight.open()} aria-label="Search or command">
        <IconSearch size={14} aria-hidden="true" />
        <span>Search or command</span>
        <Kbd size="xs">Ctrl K</Kbd>
      </button>
      {basket.length > 0 ? (
        <Tooltip label={`${basket.length === 1 ? "1 item waits" : `${basket.length} items wait`} in the basket`}>
          <a className={classes.basket} href={href("basket")} aria-label={`Basket, ${basket.length}`}>
            <IconBasket size={18} aria-hidden="true" />
            <b>{basket.length}</b>
          </a>
        </Tooltip>
      ) : null}
      <Tooltip
        label={
          unlocked > 0 ? `Lock ${unlocked} unlocked wallet${unlocked > 1 ? "s" : ""} now` : "All wallets are locked"
        }
      >
        <ActionIcon size="lg" aria-label="Lock all wallets" loading={lock.busy} onClick={() => void lock.run({})}>
          {unlocked > 0 ? <IconLockOpen size={18} /> : <IconLock size={18} />}
        </ActionIcon>
      </Tooltip>
      <Tooltip label={`Switch to ${other}`}>
        <ActionIcon size="lg" aria-label={`Switch to ${other} theme`} onClick={() => void switchTheme()}>
          {scheme === "dark" ? <IconSun size={18} /> : <IconMoon size={18} />}
        </ActionIcon>
      </Tooltip>
    </header>
  );
}
