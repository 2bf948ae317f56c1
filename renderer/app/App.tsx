import { useMantineColorScheme } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useRoute } from "#renderer/lib/route.ts";
import { FirstRunPage } from "#renderer/pages/first-run/FirstRunPage.tsx";
import { useMirror, useSession } from "#renderer/stores/use-stores.tsx";
import classes from "./App.module.css";
import { CommandPalette } from "./CommandPalette.tsx";
import { ConnectionLine } from "./ConnectionLine.tsx";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import { pageOf } from "./pages.tsx";
import { SideNav } from "./SideNav.tsx";
import { StatusStrip } from "./StatusStrip.tsx";
import { TopBar } from "./TopBar.tsx";

/** The frame around every page, or the first run while its choice is not made. */
export function App() {
  const route = useRoute();
  const { settings } = useSession();
  const network = useMirror("network").value;
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const main = useRef<HTMLElement>(null);
  const key = route.parts.join("/");
  const { title, page } = pageOf(route);

  useEffect(() => {
    if (settings) setColorScheme(settings.theme === "system" ? "auto" : settings.theme);
  }, [settings, setColorScheme]);
  useEffect(() => {
    document.title = `${title} – Tausmith`;
  }, [title]);
  // A new page starts at its top. `key` is read by being a dependency.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see the line above
  useEffect(() => {
    main.current?.scrollTo({ top: 0 });
  }, [key]);

  // Wallets that were there before this page (made in a terminal, or just before a reload) leave nothing to choose; one
  // that the first run itself makes does not end it halfway.
  const wallets = useMirror("wallets").value;
  const hadWallets = useRef<boolean | null>(null);
  if (wallets) hadWallets.current ??= wallets.length > 0;
  const firstRun = settings !== null && !settings.onboarded && hadWallets.current !== true;
  return (
    <div className={classes.frame} data-network={network?.kind}>
      {firstRun ? null : <CommandPalette />}
      <SideNav firstRun={firstRun} />
      <TopBar title={firstRun ? "Welcome" : title} />
      <main className={classes.page} ref={main} tabIndex={-1}>
        <ConnectionLine />
        <ErrorBoundary resetKey={key}>{firstRun ? <FirstRunPage /> : page}</ErrorBoundary>
      </main>
      <StatusStrip />
    </div>
  );
}
