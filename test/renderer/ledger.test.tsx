import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { ActivityPage } from "#renderer/pages/activity/ActivityPage.tsx";
import { FeesPage } from "#renderer/pages/fees/FeesPage.tsx";
import { HomePage } from "#renderer/pages/home/HomePage.tsx";
import { PortfolioPage } from "#renderer/pages/portfolio/PortfolioPage.tsx";
import { createFakeClient } from "./support/fake-client.ts";
import * as ledger from "./support/ledger-samples.ts";
import { renderPage } from "./support/render.tsx";

afterEach(cleanup);

describe("fees", () => {
  it("lists what every call costs, what is free and what this chain lacks", async () => {
    renderPage(createFakeClient(), <FeesPage />, "#/fees");
    await screen.findByText("add_stake");
    expect(screen.getByText("schedule_swap_coldkey")).toBeTruthy();
    fireEvent.change(screen.getByLabelText("Which calls"), { target: { value: "free" } });
    expect(screen.getByText("set_weights")).toBeTruthy();
    expect(screen.queryByText("add_stake")).toBeNull();
  });

  it("prices what stands in the form, and shows an argument's refusal beside its field", async () => {
    const client = createFakeClient();
    renderPage(client, <FeesPage />, "#/fees?tab=explorer&call=SubtensorModule.add_stake");
    await screen.findByLabelText("Transaction fee lines");
    client.answer("fees.price", () => ({
      code: "FEES_ARGUMENT_WRONG",
      message: 'The argument "netuid" is not a whole number from 0 to 65535.',
      hint: "Give one.",
      field: "args.netuid",
    }));
    fireEvent.change(screen.getByRole("textbox", { name: /netuid/ }), { target: { value: "70000" } });
    await screen.findByText(/not a whole number from 0 to 65535/);
    expect(client.calls.findLast(({ name }) => name === "fees.price")?.input).toMatchObject({
      args: { netuid: "70000", amount_staked: "1000000000" },
    });
  });

  it("puts a second call beside the first", async () => {
    renderPage(createFakeClient(), <FeesPage />, "#/fees?tab=explorer");
    fireEvent.click(await screen.findByRole("button", { name: "Compare with another call" }));
    expect(await screen.findByRole("region", { name: "Compared with" })).toBeTruthy();
    await waitFor(() => expect(screen.getAllByLabelText("Transaction fee lines")).toHaveLength(2));
  });

  it("shows deposits with their source, and where each part goes", async () => {
    renderPage(createFakeClient(), <FeesPage />, "#/fees?tab=deposits");
    await screen.findByText("Proxy.ProxyDepositBase");
    expect(screen.getByText("not on this chain")).toBeTruthy();
    expect(screen.getByText(/gains nothing/)).toBeTruthy();
  });
});

describe("portfolio", () => {
  it("shows worth at spot and at exit, what is locked, and the past", async () => {
    renderPage(createFakeClient(), <PortfolioPage />, "#/portfolio");
    await screen.findByText("no quote");
    expect(screen.getByRole("img", { name: /Worth of all coldkeys: from 8 τ to 10 τ/ })).toBeTruthy();
    expect(within(screen.getByRole("region", { name: "Together" })).getByText("On root")).toBeTruthy();
    expect(screen.getByText("25.0 %")).toBeTruthy();
  });

  it("draws the worth on Home as soon as there are two moments", async () => {
    renderPage(createFakeClient(), <HomePage />, "#/home");
    expect(await screen.findByRole("img", { name: /Worth of all coldkeys/ })).toBeTruthy();
  });
});

describe("history", () => {
  it("filters, and opens an entry with costs, trades and events", async () => {
    const client = createFakeClient();
    renderPage(client, <ActivityPage />, "#/activity/history/abababababababab-12351-2");
    await screen.findByText("1 event in the block");
    expect(within(screen.getByLabelText("Trades")).getByText("Sold on subnet 8")).toBeTruthy();
    fireEvent.change(screen.getByLabelText("Which kind"), { target: { value: "unstake" } });
    await waitFor(() =>
      expect(client.calls.findLast(({ name }) => name === "history.list")?.input).toMatchObject({ kind: "unstake" }),
    );
  });

  it("shows how far looking through blocks is, and stops it", async () => {
    const client = createFakeClient();
    client.answer("history.rescan", () => ledger.rescan());
    client.answer("history.stopRescan", () => ledger.rescan());
    renderPage(client, <ActivityPage />, "#/activity");
    fireEvent.click(await screen.findByRole("button", { name: "Look through blocks" }));
    expect(client.calls.findLast(({ name }) => name === "history.rescan")?.input).toEqual({
      blocks: 256,
      archive: false,
    });
    client.publish("history.rescanChanged", {
      ...ledger.rescan(),
      state: "running",
      newestBlock: 256,
      oldestBlock: 1,
      blocksRead: 64,
      found: 3,
    });
    await screen.findByText(/64 of 256 blocks, 3 found/);
    fireEvent.click(screen.getByRole("button", { name: "Stop looking" }));
    await waitFor(() => expect(client.calls.some(({ name }) => name === "history.stopRescan")).toBe(true));
  });
});
