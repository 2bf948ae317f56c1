import { Spotlight, type SpotlightActionData } from "@mantine/spotlight";
import { IconBasket, IconLock, IconPlus, IconRoute, IconSearch } from "@tabler/icons-react";
import { Identicon } from "#renderer/components/Identicon.tsx";
import { go, href } from "#renderer/lib/route.ts";
import { useAction } from "#renderer/lib/use-call.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import { shortAddress } from "#src/address/short-address.ts";
import { NAV_ITEMS } from "./nav-items.ts";

/** Rooms of the keys that have no entry in the side navigation. */
const KEY_ROOMS = [
  {
    id: "restore",
    label: "Restore or link wallets",
    keywords: "import words seed mnemonic btcli polkadot.js watch",
    target: `${href("wallet")}?add=restore`,
  },
  { id: "identity", label: "Set an identity", keywords: "name on chain", target: href("account") },
  {
    id: "takes",
    label: "Takes and child hotkeys",
    keywords: "delegate validator childkey parents",
    target: `${href("account")}?tab=takes`,
  },
  {
    id: "rewards",
    label: "Claim root dividends, auto-stake, recycle or burn alpha",
    keywords: "rewards claim destroy",
    target: `${href("account")}?tab=rewards`,
  },
  {
    id: "swap-keys",
    label: "Swap a hotkey or a coldkey",
    keywords: "announce dispute replace move key stolen",
    target: `${href("account")}?tab=swap`,
  },
  { id: "messages", label: "Sign or verify a message", keywords: "proof signature", target: href("messages") },
  { id: "offline", label: "Offline signing", keywords: "qr camera request air gap vault", target: href("offline") },
  {
    id: "proxies",
    label: "Proxies, pure accounts, multisigs",
    keywords: "delegate act announce signatory",
    target: href("proxies"),
  },
  { id: "addresses", label: "Address book", keywords: "contacts labels", target: href("addresses") },
  { id: "backup", label: "Backup and restore", keywords: "export save", target: href("settings", "backup") },
] as const;

/** Ctrl K: every page, wallet, subnet, miner and frequent command, one key away. */
export function CommandPalette() {
  const lock = useAction("wallet.lock");
  const wallets = useMirror("wallets").value ?? [];
  const subnets = useMirror("subnets").value ?? [];
  const miners = useMirror("miners").value ?? [];

  const pages: SpotlightActionData[] = NAV_ITEMS.map(({ path, label, icon: Icon }) => ({
    id: `page-${path}`,
    label,
    description: "Page",
    leftSection: <Icon size={18} stroke={1.6} />,
    onClick: () => go(href(path)),
  }));
  const commands: SpotlightActionData[] = [
    {
      id: "register",
      label: "Register a hotkey",
      description: "Get a UID on a subnet",
      keywords: "uid neuron burn",
      leftSection: <IconPlus size={18} />,
      onClick: () => go(href("register")),
    },
    {
      id: "register-many",
      label: "Register several hotkeys",
      description: "On one or several subnets, all or none",
      keywords: "uid neuron burn batch",
      leftSection: <IconPlus size={18} />,
      onClick: () => go(href("register", "many")),
    },
    {
      id: "create-miner",
      label: "Create a miner",
      leftSection: <IconPlus size={18} />,
      onClick: () => go(`${href("miners")}?create=1`),
    },
    {
      id: "planners",
      label: "Planners",
      description: "Target amount, sweep of small positions, order in parts, rebalance",
      keywords: "split dust sweep target weights",
      leftSection: <IconRoute size={18} />,
      onClick: () => go(href("planners")),
    },
    {
      id: "basket",
      label: "Basket",
      description: "Several calls as one transaction",
      keywords: "batch together utility",
      leftSection: <IconBasket size={18} />,
      onClick: () => go(href("basket")),
    },
    {
      id: "move",
      label: "Move a miner to another machine",
      keywords: "export import server migrate hand over",
      onClick: () => go(href("move")),
    },
    ...KEY_ROOMS.map(({ id, label, keywords, target }) => ({ id, label, keywords, onClick: () => go(target) })),
    { id: "lock", label: "Lock all wallets", leftSection: <IconLock size={18} />, onClick: () => void lock.run({}) },
  ];
  const things: SpotlightActionData[] = [
    ...wallets.map((wallet) => ({
      id: `wallet-${wallet.walletId}`,
      label: wallet.name,
      description: `Wallet ${shortAddress(wallet.address)}`,
      keywords: wallet.address,
      leftSection: <Identicon address={wallet.address} />,
      onClick: () => go(href("wallet", wallet.walletId)),
    })),
    ...subnets.map((subnet) => ({
      id: `subnet-${subnet.netuid}`,
      label: `${subnet.netuid} ${subnet.name}`,
      description: "Subnet",
      leftSection: <span className="dim">{subnet.symbol}</span>,
      onClick: () => go(href("subnets", subnet.netuid)),
    })),
    ...miners.map((miner) => ({
      id: `miner-${miner.minerId}`,
      label: miner.name,
      description: `Miner, ${miner.state}`,
      onClick: () => go(href("miners", miner.minerId)),
    })),
  ];

  return (
    <Spotlight
      actions={[
        { group: "Commands", actions: commands },
        { group: "Pages", actions: pages },
        { group: "Wallets, subnets, miners", actions: things },
      ]}
      shortcut={["mod + K"]}
      highlightQuery
      limit={12}
      scrollable
      maxHeight={420}
      nothingFound="Nothing found. Try a page, a wallet, an address or a subnet's number."
      searchProps={{
        leftSection: <IconSearch size={18} />,
        placeholder: "Page, wallet, address, subnet, command",
        "aria-label": "Search pages and commands",
      }}
    />
  );
}
