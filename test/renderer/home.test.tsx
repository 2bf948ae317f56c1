import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, test } from "vitest";
import { App } from "#renderer/app/App.tsx";
import { type NeedFacts, needs } from "#renderer/pages/home/needs.ts";
import { nextSteps, type StepFacts } from "#renderer/pages/home/next-steps.ts";
import type { AnnouncementView } from "#src/contract/swaps.ts";
import { DEFAULT_THRESHOLDS } from "#src/neurons/alarm.ts";
import { createFakeClient } from "./support/fake-client.ts";
import { overview } from "./support/neuron-samples.ts";
import { announcement, operation } from "./support/proxy-samples.ts";
import { renderPage } from "./support/render.tsx";
import { balance, keychain, miner, network, registration, signal, transaction, wallet } from "./support/samples.ts";

afterEach(cleanup);

describe("frame", () => {
  test("the strip tells network, keys, miners and balance, and every item opens its page", async () => {
    renderPage(createFakeClient(), <App />);
    const strip = screen.getByRole("navigation", { name: "Status" });
    await within(strip).findByText("99.4312 τ");
    const links = within(strip)
      .getAllByRole("link")
      .map((link) => [link.getAttribute("href"), link.textContent]);
    expect(links[0]?.[0]).toBe("#/settings/network");
    expect(links[0]?.[1]).toMatch(/^practice· block 12,345 · \d+ s old · 3 ms$/);
    expect(links.slice(1)).toEqual([
      ["#/settings/keychain", "keys: GNOME Keyring"],
      ["#/miners", "miners 1 of 1 running"],
      ["#/wallet", "practice99.4312 τ"],
    ]);
    expect(document.querySelector('[data-network="practice"]')).toBeTruthy();
  });

  test("stake that the runtime does not tell is not counted as none", async () => {
    const client = createFakeClient();
    client.answer("wallet.balance", ({ address }) => ({ ...balance(address), stakedRao: null, totalRao: null }));
    renderPage(client, <App />);
    const panel = await screen.findByRole("region", { name: "Balances" });
    expect(await within(panel).findByText(/The total is not known/)).toBeTruthy();
    expect(within(panel).getAllByText("not known")).toHaveLength(2);
    expect(within(panel).queryByText(/^0 τ/)).toBeNull();
  });

  test("figures of an old block are marked as stale with their age", async () => {
    const client = createFakeClient();
    client.answer("network.status", () => ({ ...network(), state: "stale" as const, blockAtMs: Date.now() - 90_000 }));
    renderPage(client, <App />);
    const item = await screen.findByRole("link", { name: /block 12,345 · 2 min old .* no new blocks/ });
    expect(item.hasAttribute("data-stale")).toBe(true);
  });

  test("a lost line is said at once, and what failed is asked again when it is back", async () => {
    const client = createFakeClient();
    renderPage(client, <App />);
    await screen.findByText("signals default");
    client.setConnection({ state: "lost", sinceMs: Date.now() - 4_000, nextTryAtMs: Date.now() + 2_000 });
    expect((await screen.findByRole("alert")).textContent).toMatch(/No connection to Tausmith for 4 s/);
    client.answer("miners.list", () => [miner({ name: "another name" })]);
    client.setConnection({ state: "open", sinceMs: Date.now(), nextTryAtMs: null });
    expect(await screen.findByText("another name")).toBeTruthy();
    expect(screen.queryByRole("alert")).toBeNull();
  });

  test("locking and the theme switch call the app", async () => {
    const client = createFakeClient();
    renderPage(client, <App />);
    fireEvent.click(await screen.findByRole("button", { name: "Lock all wallets" }));
    fireEvent.click(await screen.findByRole("button", { name: /^Switch to .* theme$/ }));
    await waitFor(() => expect(client.calls.some(({ name }) => name === "app.setSettings")).toBe(true));
    expect(client.calls.some(({ name }) => name === "wallet.lock")).toBe(true);
  });
});

describe("needs you", () => {
  const facts = (over: Partial<NeedFacts>): NeedFacts => ({
    network: network(),
    keychain: keychain(),
    wallets: [wallet()],
    miners: [miner()],
    registrations: [],
    transactions: [],
    signals: [],
    coldkeySwaps: [],
    neurons: [],
    thresholds: DEFAULT_THRESHOLDS,
    announcements: [],
    operations: [],
    nowMs: Date.now(),
    ...over,
  });
  const ids = (over: Partial<NeedFacts>) => needs(facts(over)).map(({ id }) => id);

  test("nothing while all is well", () => expect(ids({})).toEqual([]));
  test("a network without blocks, a miner that is down, a failed transaction and signal, in that order", () => {
    expect(
      ids({
        network: { ...network(), state: "stale" },
        miners: [miner({ state: "failed" })],
        transactions: [transaction({ state: "failed" })],
        signals: [signal({ state: "failed" })],
      }),
    ).toEqual(["network", "miner-m-1", "transaction-tx-1", "signals"]);
  });
  test("words that nobody has checked for a year, with the way to their wallet", () => {
    const [due, ...others] = needs(facts({ wallets: [wallet({ wordsCheckDue: true }), wallet({ walletId: "w-2" })] }));
    expect([due?.title, due?.link, others]).toEqual(["Time to check the words of practice", "#/wallet/w-practice", []]);
  });
  test("a closed vault only where it holds keys", () => {
    const closed = keychain({ kind: "vault", open: false });
    expect(ids({ keychain: closed })).toEqual([]);
    expect(ids({ keychain: closed, wallets: [wallet({ place: "vault" })] })).toEqual(["vault"]);
  });
  test("a call announced for an own account elsewhere at once, an own one when its delay is over", () => {
    const one = announcement();
    const tones = (over: Partial<typeof one>) =>
      needs(facts({ announcements: [{ ...one, ...over }] })).map(({ tone, text }) => [tone, text.slice(0, 19)]);
    expect(tones({ madeHere: false })).toEqual([["danger", "It was not made her"]]);
    expect(tones({ readyAtBlock: 99_999 })).toEqual([]);
    expect(tones({ readyAtBlock: 10 })).toEqual([["warning", "Send TAO was announ"]]);
    expect(ids({ operations: [operation({ canApprove: [] })] })).toEqual([]);
    expect(ids({ operations: [operation()] })).toHaveLength(1);
  });
  test("immunity that ends within two hours, and no earlier", () => {
    expect(ids({ registrations: [registration({ immuneUntilBlock: 12_360 + 7_199 })] })).toEqual(["immunity-8-17"]);
    expect(ids({ registrations: [registration({ immuneUntilBlock: 12_360 + 7_300 })] })).toEqual([]);
  });
});

describe("announced swaps of a coldkey", () => {
  const announcement = (over: Partial<AnnouncementView> = {}): AnnouncementView => ({
    walletId: "w-1",
    walletName: "practice",
    coldkey: wallet().address,
    newColdkeyHash: `0x${"5a".repeat(32)}`,
    newColdkey: null,
    known: false,
    executeAtBlock: 12_400,
    clearableAtBlock: 19_600,
    disputed: false,
    atBlock: 12_345,
    executeAtMs: Date.now() + 660_000,
    ...over,
  });
  const told = (over: Partial<AnnouncementView>, down = false) =>
    needs({
      network: { ...network(), ...(down ? { state: "stale" as const } : {}) },
      keychain: keychain(),
      wallets: [],
      miners: [],
      registrations: [],
      transactions: [],
      signals: [],
      coldkeySwaps: [announcement(over)],
      neurons: [],
      thresholds: DEFAULT_THRESHOLDS,
      announcements: [],
      operations: [],
      nowMs: Date.now(),
    });

  test("a foreign one comes before everything else, in red, with the dispute as its action", () => {
    const [first] = told({}, true);
    expect(first).toMatchObject({ tone: "danger", action: "Dispute it", link: "#/account/w-1?tab=swap" });
    expect(first?.text).toMatch(/block 12,400/);
  });

  test("one's own is a reminder, and says when it is ready", () => {
    expect(told({ known: true })).toMatchObject([{ tone: "warning", action: "See swap" }]);
    expect(told({ known: true, executeAtBlock: 12_345 })).toMatchObject([{ action: "Carry it out" }]);
    expect(told({ known: true, disputed: true })).toMatchObject([{ tone: "danger", action: "See swap" }]);
  });
});

test("a UID close to being replaced is told by the person's own threshold", () => {
  const neuron = overview().subnets[0]?.neurons[0];
  if (!neuron?.survival) throw new Error("the sample has a neuron in line");
  const at = (away: number | null, threshold: number) =>
    needs({
      network: network(),
      keychain: keychain(),
      wallets: [],
      miners: [],
      registrations: [],
      transactions: [],
      signals: [],
      coldkeySwaps: [],
      neurons: [{ ...neuron, survival: { ...neuron.survival!, immune: false, registrationsAway: away } }],
      thresholds: { alertRegistrationsAway: threshold, alertImmunityBlocks: null },
      announcements: [],
      operations: [],
      nowMs: Date.now(),
    }).map(({ tone }) => tone);
  expect(at(9, 5)).toEqual([]);
  expect(at(9, 10)).toEqual(["warning"]);
  expect(at(1, 5)).toEqual(["danger"]);
  expect(at(null, 256)).toEqual([]);
});

test("the next step moves on as each is done, and all are done after the first signal", () => {
  const none: StepFacts = { wallet: null, balance: null, registrations: [], miners: [], signals: [], practice: true };
  const next = (facts: StepFacts) => nextSteps(facts).find(({ done }) => !done)?.id ?? null;
  const way: StepFacts[] = [none];
  way.push({ ...none, wallet: wallet() });
  way.push({ ...way[1]!, balance: balance() });
  way.push({ ...way[2]!, registrations: [registration()] });
  way.push({ ...way[3]!, miners: [miner({ state: "stopped" })] });
  way.push({ ...way[3]!, miners: [miner()] });
  way.push({ ...way[5]!, signals: [signal()] });
  expect(way.map(next)).toEqual(["wallet", "funds", "register", "miner", "start", "signal", null]);
});
