import {
  IconActivity,
  IconBroadcast,
  IconChartLine,
  IconCoins,
  IconCpu,
  IconHome,
  IconId,
  IconReceipt2,
  IconSettings,
  IconTopologyStar3,
  IconWallet,
} from "@tabler/icons-react";

/** The pages of the side navigation, in its order. `path` is the first part of the route. */
export const NAV_ITEMS = [
  { path: "home", label: "Home", icon: IconHome },
  { path: "wallet", label: "Wallet", icon: IconWallet },
  { path: "portfolio", label: "Portfolio", icon: IconChartLine },
  { path: "stake", label: "Stake", icon: IconCoins },
  { path: "subnets", label: "Subnets", icon: IconTopologyStar3 },
  { path: "neurons", label: "Neurons", icon: IconId },
  { path: "miners", label: "Miners", icon: IconCpu },
  { path: "signals", label: "Signals", icon: IconBroadcast },
  { path: "activity", label: "Activity", icon: IconActivity },
  { path: "fees", label: "Fees", icon: IconReceipt2 },
  { path: "settings", label: "Settings", icon: IconSettings },
] as const;
