import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, test } from "vitest";
import { App } from "#renderer/app/App.tsx";
import type { PageClient } from "#renderer/lib/client/connection.ts";
import type { DelegationView } from "#src/contract/delegation.ts";
import type { RewardsView } from "#src/contract/rewards.ts";
import type { AnnouncementView, SwapsView } from "#src/contract/swaps.ts";
import { createFakeClient } from "./support/fake-client.ts";
import { renderPage } from "./support/render.tsx";
import { capabilities, MY_HOTKEY, plan, wallet } from "./support/samples.ts";

afterEach(cleanup);

const own = wallet();
const OTHER = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty";
/** Opens the account page on a tab. */
const open = (client: PageClient, tab: string) => renderPage(client, <App />, `#/account/${own.walletId}?tab=${tab}`);
const take = (percent: string) => ({ take: 0, percent });

const delegation = (): DelegationView => ({
  atBlock: 12_345,
  coldkey: own.address,
  minTake: take("0"),
  maxTake: take("17.9995"),
  maxChildkeyTake: take("17.9995"),
  takeRiseAtBlock: 20_000,
  hotkeys: [
    {
      hotkey: MY_HOTKEY,
      name: "default",
      owner: "own",
      take: take("9.5003"),
      subnets: [
        {
          netuid: 8,
          uid: 17,
          childkeyTake: take("0"),
          childkeyRiseAtBlock: 0,
          children: [],
          pending: { children: [{ hotkey: OTHER, percent: "50" }], fromBlock: 19_000 },
          parents: [],
          childrenChangeAtBlock: 0,
        },
      ],
    },
  ],
});

const announcement = (over: Partial<AnnouncementView> = {}): AnnouncementView => ({
  walletId: own.walletId,
  walletName: own.name,
  coldkey: own.address,
  newColdkeyHash: `0x${"5a".repeat(32)}`,
  newColdkey: null,
  known: false,
  executeAtBlock: 48_345,
  clearableAtBlock: 55_545,
  disputed: false,
  atBlock: 12_345,
  executeAtMs: Date.now() + 432_000_000,
  ...over,
});

const swaps = (announced: AnnouncementView | null): SwapsView => ({
  atBlock: 12_345,
  coldkey: own.address,
  costs: { hotkeyEverywhereRao: "100000000", hotkeyOnSubnetRao: "1000000", announcementRao: "100000000" },
  announcementDelayBlocks: 36_000,
  reannouncementDelayBlocks: 7_200,
  hotkeySwapAtBlock: 0,
  hotkeys: [
    {
      name: "default",
      hotkey: MY_HOTKEY,
      subnets: [],
      miners: [{ minerId: "m-1", name: "signals default", running: true }],
    },
  ],
  announcement: announced,
});

const rewards = (over: Partial<RewardsView> = {}): RewardsView => ({
  atBlock: 12_345,
  coldkey: own.address,
  claims: [
    { netuid: 1, hotkey: OTHER, owedAlphaRao: "499999", worthRao: "1", thresholdAlphaRao: "500000", claimable: false },
    { netuid: 8, hotkey: OTHER, owedAlphaRao: "900000", worthRao: "2", thresholdAlphaRao: "500000", claimable: true },
  ],
  claimType: { type: "swap", netuids: [] },
  autoStake: [],
  ...over,
});

const called = (client: ReturnType<typeof createFakeClient>, name: string) =>
  client.calls.filter((call) => call.name === name).map(({ input }) => input);

describe("identity", () => {
  test("counts bytes, not letters, and sends nothing that is too long", async () => {
    const client = createFakeClient();
    client.answer("identity.get", () => ({ address: own.address, identity: null, atBlock: 12_345 }));
    client.answer("identity.prepare", () => ({ code: "IDENTITY_NEEDS_UID", message: "None.", hint: "Register." }));
    open(client, "identity");
    const name = await screen.findByLabelText("Name");
    fireEvent.change(name, { target: { value: "ü".repeat(129) } });
    await screen.findByText("258 bytes; at most 256");
    expect(screen.getByRole("button", { name: "Set identity" })).toHaveProperty("disabled", true);
    fireEvent.change(name, { target: { value: "ü".repeat(128) } });
    fireEvent.click(screen.getByRole("button", { name: "Set identity" }));
    await screen.findByText("IDENTITY_NEEDS_UID");
    expect(called(client, "identity.prepare")).toMatchObject([{ name: "ü".repeat(128), url: "" }]);
  });

  test("is off with its reason where the network cannot do it", async () => {
    const client = createFakeClient();
    client.answer("identity.get", () => ({ address: own.address, identity: null, atBlock: 12_345 }));
    const all = capabilities();
    const reason = "The node lacks SubtensorModule.set_identity.";
    const feature = { id: "identity", title: "Identity", state: "missing" as const, reason, items: [] };
    client.answer("network.capabilities", () => ({ ...all, features: [...all.features, feature] }));
    open(client, "identity");
    await screen.findByText(reason);
    expect(screen.getByRole("button", { name: "Set identity" })).toHaveProperty("disabled", true);
  });
});

test("takes say when they may rise, and children what is still waiting", async () => {
  const client = createFakeClient();
  client.answer("delegation.view", delegation);
  client.answer("delegation.prepareTake", () => ({ code: "TAKE_TOO_SOON", message: "Not yet.", hint: "Wait." }));
  open(client, "takes");
  await screen.findByText(/^from block 20,000, in /);
  expect(screen.getByText(/Waiting: from the first epoch after block 19,000/)).toBeTruthy();
  fireEvent.change(screen.getByLabelText(/^Take in percent/), { target: { value: "12" } });
  fireEvent.click(screen.getByRole("button", { name: "Change take" }));
  await screen.findByText("TAKE_TOO_SOON");
  expect(called(client, "delegation.prepareTake")).toMatchObject([{ hotkey: MY_HOTKEY, percent: "12" }]);
  fireEvent.click(screen.getByRole("button", { name: "Change" }));
  const editor = await screen.findByRole("region", { name: "Children of default on subnet 8" });
  expect(within(editor).getByDisplayValue(OTHER)).toBeTruthy();
  fireEvent.click(within(editor).getByRole("button", { name: "Remove child 1" }));
  expect(within(editor).getByRole("button", { name: "Take all children away" })).toBeTruthy();
});

test("rewards below the threshold cannot be chosen, and destroying wants the subnet's name", async () => {
  const client = createFakeClient();
  client.answer("staking.rewards", () => rewards());
  client.answer("staking.prepareClaimRoot", () => ({ code: "REWARDS_NOTHING", message: "Nothing.", hint: "Wait." }));
  open(client, "rewards");
  expect(await screen.findByLabelText("Claim subnet 1")).toHaveProperty("disabled", true);
  fireEvent.click(screen.getByLabelText("Claim subnet 8"));
  fireEvent.click(screen.getByRole("button", { name: "Claim subnet 8" }));
  await waitFor(() => expect(called(client, "staking.prepareClaimRoot")).toMatchObject([{ netuids: [8] }]));
  const burn = screen.getByRole("button", { name: "Recycle for ever", hidden: true });
  expect(burn).toHaveProperty("disabled", true);
  expect(screen.getByLabelText("Amount to destroy (α)")).toHaveProperty("value", "");
});

describe("swaps", () => {
  test("an announcement that nobody made here is an alarm on every tab, with the dispute behind it", async () => {
    const client = createFakeClient();
    client.answer("identity.get", () => ({ address: own.address, identity: null, atBlock: 12_345 }));
    client.answer("swaps.announcements", () => [announcement()]);
    client.answer("swaps.view", () => swaps(announcement()));
    client.answer("swaps.prepareDispute", () => ({ code: "X_Y", message: "Told.", hint: "Told." }));
    open(client, "identity");
    const alarm = await screen.findByRole("alert");
    expect(alarm.textContent).toMatch(/block 48,345/);
    fireEvent.click(within(alarm).getByRole("button", { name: "Show what to do" }));
    fireEvent.click(await screen.findByRole("button", { name: "Dispute the swap" }));
    await waitFor(() => expect(called(client, "swaps.prepareDispute")).toHaveLength(1));
    expect(screen.queryByRole("button", { name: "Move everything now" })).toBeNull();
  });

  test("one's own counts down, and can be carried out no earlier", async () => {
    const client = createFakeClient();
    client.answer("swaps.view", () => swaps(announcement({ known: true, newColdkey: OTHER })));
    open(client, "swap");
    expect(await screen.findByRole("button", { name: "Move everything now" })).toHaveProperty("disabled", true);
    expect(screen.getByText(/^from block 48,345, in /)).toBeTruthy();
  });

  test("a miner left behind by a hotkey swap can be stopped from here", async () => {
    const client = createFakeClient();
    client.answer("swaps.view", () => swaps(null));
    client.answer("miners.stop", () => ({ code: "X_Y", message: "Told.", hint: "Told." }));
    open(client, "swap");
    fireEvent.click(await screen.findByRole("button", { name: "Stop it" }));
    await waitFor(() => expect(called(client, "miners.stop")).toEqual([{ minerId: "m-1" }]));
  });

  test("what nobody can undo is held, whatever it costs", async () => {
    const client = createFakeClient();
    client.answer("swaps.view", () => swaps(announcement({ known: true, newColdkey: OTHER })));
    const grave = { label: "How it ends", value: "Never.", kind: "text" as const, tone: "danger" as const };
    client.answer("swaps.prepareDispute", () => ({ ...plan(), spendsMaxRao: "0", rows: [grave] }));
    open(client, "swap");
    fireEvent.click(await screen.findByRole("button", { name: "Dispute the swap", hidden: true }));
    await screen.findByRole("button", { name: "Hold to sign and send" });
  });
});
