import type { ReactNode } from "react";
import type { Route } from "#renderer/lib/route.ts";
import { AccountPage } from "#renderer/pages/account/AccountPage.tsx";
import { ActivityPage } from "#renderer/pages/activity/ActivityPage.tsx";
import { AddressesPage } from "#renderer/pages/addresses/AddressesPage.tsx";
import { BasketPage } from "#renderer/pages/basket/BasketPage.tsx";
import { FeesPage } from "#renderer/pages/fees/FeesPage.tsx";
import { HomePage } from "#renderer/pages/home/HomePage.tsx";
import { MessagesPage } from "#renderer/pages/messages/MessagesPage.tsx";
import { MinersPage } from "#renderer/pages/miners/MinersPage.tsx";
import { MovePage } from "#renderer/pages/move/MovePage.tsx";
import { NeuronsPage } from "#renderer/pages/neurons/NeuronsPage.tsx";
import { OfflinePage } from "#renderer/pages/offline/OfflinePage.tsx";
import { PlannersPage } from "#renderer/pages/planning/PlannersPage.tsx";
import { PortfolioPage } from "#renderer/pages/portfolio/PortfolioPage.tsx";
import { ProxiesPage } from "#renderer/pages/proxies/ProxiesPage.tsx";
import { RegisterManyPage } from "#renderer/pages/registration/RegisterManyPage.tsx";
import { RegisterPage } from "#renderer/pages/registration/RegisterPage.tsx";
import { SettingsPage } from "#renderer/pages/settings/SettingsPage.tsx";
import { SignalsPage } from "#renderer/pages/signals/SignalsPage.tsx";
import { StakingPage } from "#renderer/pages/staking/StakingPage.tsx";
import { SubnetPage } from "#renderer/pages/subnets/SubnetPage.tsx";
import { SubnetsPage } from "#renderer/pages/subnets/SubnetsPage.tsx";
import { WalletPage } from "#renderer/pages/wallet/WalletPage.tsx";

export interface PageEntry {
  readonly title: string;
  readonly page: ReactNode;
}

/** The page of a route; Home where the route names none. */
export function pageOf({ parts }: Route): PageEntry {
  const [first = "home", second] = parts;
  switch (first) {
    case "wallet":
      return { title: "Wallet", page: <WalletPage /> };
    case "account":
      return { title: "Account", page: <AccountPage walletId={second ?? null} /> };
    case "messages":
      return { title: "Messages", page: <MessagesPage /> };
    case "addresses":
      return { title: "Address book", page: <AddressesPage /> };
    case "proxies":
      return { title: "Proxies and multisigs", page: <ProxiesPage /> };
    case "offline":
      return { title: "Offline signing", page: <OfflinePage /> };
    case "stake":
      return { title: "Stake", page: <StakingPage /> };
    case "planners":
      return { title: "Planners", page: <PlannersPage /> };
    case "basket":
      return { title: "Basket", page: <BasketPage /> };
    case "subnets":
      return second && /^\d+$/.test(second)
        ? { title: `Subnet ${second}`, page: <SubnetPage netuid={Number(second)} /> }
        : { title: "Subnets", page: <SubnetsPage /> };
    case "neurons":
      return { title: "Neurons", page: <NeuronsPage /> };
    case "register":
      return second === "many"
        ? { title: "Register several hotkeys", page: <RegisterManyPage /> }
        : { title: "Register a hotkey", page: <RegisterPage /> };
    case "miners":
      return { title: "Miners", page: <MinersPage /> };
    case "move":
      return { title: "Move a miner", page: <MovePage /> };
    case "signals":
      return { title: "Signals", page: <SignalsPage /> };
    case "activity":
      return { title: "Activity", page: <ActivityPage /> };
    case "fees":
      return { title: "Fees", page: <FeesPage /> };
    case "portfolio":
      return { title: "Portfolio", page: <PortfolioPage /> };
    case "settings":
      return { title: "Settings", page: <SettingsPage /> };
    default:
      return { title: "Home", page: <HomePage /> };
  }
}
