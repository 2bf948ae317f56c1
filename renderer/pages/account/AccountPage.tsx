/*
 * Account. Accessible names: field "Wallet"; tabs "Identity", "Takes and children", "Rewards", "Swap keys"; alert with an announced
 * swap nobody made here. Identity: fields "Name", "Web page", … with their bytes, button "Set identity". Takes: region by hotkey with
 * "Take in percent", "Change take", "Tie to coldkey", table of subnets, region "Children of …". Rewards: table "Root dividends",
 * button "Claim", "What claims do", "Where mining rewards go", region "Destroy alpha". Swap keys: regions "Swap a hotkey" and
 * "Swap this coldkey".
 */
import { Button, Select, Tabs } from "@mantine/core";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { count } from "#renderer/lib/format.ts";
import { go, href, setParams, useRoute } from "#renderer/lib/route.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import { useChosenWallet } from "#renderer/stores/use-wallet.ts";
import type { AnnouncementView } from "#src/contract/swaps.ts";
import classes from "./AccountPage.module.css";
import { IdentityTab } from "./IdentityTab.tsx";
import { RewardsTab } from "./RewardsTab.tsx";
import { SwapTab } from "./SwapTab.tsx";
import { TakesTab } from "./TakesTab.tsx";

const TABS = [
  ["identity", "Identity"],
  ["takes", "Takes and children"],
  ["rewards", "Rewards"],
  ["swap", "Swap keys"],
] as const;

function Alarm({ announcement }: { announcement: AnnouncementView }) {
  return (
    <div className={classes.alarm} role="alert">
      <strong>{`Somebody announced that everything of ${announcement.walletName} moves to another coldkey`}</strong>
      <span>
        {`Nobody announced it with this Tausmith. From block ${count(announcement.executeAtBlock)} on it can be carried out. ` +
          "If it was not you, your coldkey is known to somebody else: dispute it now."}
      </span>
      <Button color="red" size="xs" onClick={() => setParams({ tab: "swap" })} style={{ alignSelf: "flex-start" }}>
        Show what to do
      </Button>
    </div>
  );
}

/** What a coldkey arranges on the chain beside money: who it is, what it keeps, what it gets, and other keys in its place. */
export function AccountPage({ walletId }: { walletId: string | null }) {
  const { params } = useRoute();
  const wallets = useMirror("wallets").value ?? [];
  const announced = useMirror("coldkeySwaps").value ?? [];
  const chosen = useChosenWallet();
  const wallet = wallets.find((one) => one.walletId === walletId) ?? chosen;
  const asked = params.get("tab");
  const tab = TABS.some(([id]) => id === asked) ? (asked as string) : "identity";
  if (!wallet) {
    return (
      <Panel>
        <EmptyState
          title="No wallet yet"
          text="Identity, takes, rewards and key swaps belong to a coldkey."
          action={
            <Button component="a" size="xs" href={href("wallet")}>
              Make or restore a wallet
            </Button>
          }
        />
      </Panel>
    );
  }
  const announcement = announced.find(({ coldkey }) => coldkey === wallet.address) ?? null;
  return (
    <div className={classes.page}>
      <div className={classes.bar}>
        <Select
          label="Wallet"
          allowDeselect={false}
          data={wallets.map(({ walletId: value, name }) => ({ value, label: name }))}
          value={wallet.walletId}
          onChange={(next) => next && go(`${href("account", next)}?tab=${tab}`)}
        />
      </div>
      {announcement && !announcement.known && !announcement.disputed && tab !== "swap" ? (
        <Alarm announcement={announcement} />
      ) : null}
      <Tabs value={tab} onChange={(next) => next && setParams({ tab: next })} keepMounted={false}>
        <Tabs.List mb="md">
          {TABS.map(([id, label]) => (
            <Tabs.Tab key={id} value={id}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="identity">
          <IdentityTab key={wallet.walletId} wallet={wallet} />
        </Tabs.Panel>
        <Tabs.Panel value="takes">
          <TakesTab key={wallet.walletId} wallet={wallet} />
        </Tabs.Panel>
        <Tabs.Panel value="rewards">
          <RewardsTab key={wallet.walletId} wallet={wallet} />
        </Tabs.Panel>
        <Tabs.Panel value="swap">
          <SwapTab key={wallet.walletId} wallet={wallet} />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}
