import { href, useRoute } from "#renderer/lib/route.ts";
import classes from "./App.module.css";
import { NAV_ITEMS } from "./nav-items.ts";

/** Pages that belong under another entry of the navigation. */
const UNDER: Record<string, string> = {
  register: "neurons",
  messages: "wallet",
  addresses: "wallet",
  offline: "wallet",
  account: "wallet",
  proxies: "wallet",
  basket: "stake",
  planners: "stake",
  move: "miners",
};

/** The pages; only the name while the first run has not been left. */
export function SideNav({ firstRun }: { firstRun: boolean }) {
  const here = useRoute().parts[0] ?? "home";
  const active = UNDER[here] ?? here;
  return (
    <nav className={classes.nav} aria-label="Pages">
      <a className={classes.brand} href={href("home")}>
        <svg width="22" height="22" viewBox="0 0 32 32" aria-hidden="true">
          <path
            d="M6 9h20M16 9v11q0 5 6 4"
            fill="none"
            stroke="var(--ts-accent)"
            strokeWidth="3.4"
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        </svg>
        Tausmith
      </a>
      {(firstRun ? [] : NAV_ITEMS).map(({ path, label, icon: Icon }) => (
        <a key={path} className={classes.link} href={href(path)} aria-current={active === path ? "page" : undefined}>
          <Icon size={17} stroke={1.7} aria-hidden="true" />
          {label}
        </a>
      ))}
    </nav>
  );
}
