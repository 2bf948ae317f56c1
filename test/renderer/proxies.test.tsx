import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, test } from "vitest";
import { App } from "#renderer/app/App.tsx";
import { createFakeClient } from "./support/fake-client.ts";
import { announcement, DELEGATE, noMultisigs, noProxies, operation } from "./support/proxy-samples.ts";
import { renderPage } from "./support/render.tsx";
import { plan, wallet } from "./support/samples.ts";

const delegate = wallet({ walletId: "w-delegate", name: "trader", address: DELEGATE, hotkeys: [] });

function open(change: Parameters<typeof noProxies>[0] = {}, hash = "#/proxies") {
  const client = createFakeClient();
  client.answer("wallet.list", () => [wallet(), delegate]);
  client.answer("proxies.list", () => noProxies(change));
  client.answer("proxies.prepareAdd", () => plan());
  renderPage(client, <App />, hash);
  return client;
}

const right = {
  real: wallet().address,
  delegate: DELEGATE,
  type: "Staking",
  delayBlocks: 0,
  realPaysFee: false,
  realWalletId: wallet().walletId,
  delegateWalletId: "w-delegate",
};

afterEach(cleanup);

describe("proxies", () => {
  test("an empty page says what a proxy is for, and offers no dead type", async () => {
    open();
    expect(await screen.findByText("Nobody acts for your accounts")).toBeTruthy();
    const form = await screen.findByRole("region", { name: "Let another account act" });
    fireEvent.click(within(form).getByRole("combobox", { name: "Type" }));
    const option = (name: string) => screen.queryByRole("option", { name, hidden: true });
    await waitFor(() => expect(option("Staking (recommended for a trading key)")).toBeTruthy());
    expect(option("Senate")).toBeNull();
    fireEvent.click(option("NonCritical") as HTMLElement);
    expect(await within(form).findByText(/This type can move all the money/)).toBeTruthy();
  });

  test("a proxy is added by a wallet's name, with its deposit shown before", async () => {
    const client = open();
    const form = await screen.findByRole("region", { name: "Let another account act" });
    expect(form.textContent).toMatch(/0\.093/);
    fireEvent.change(within(form).getByRole("combobox", { name: "Delegate" }), { target: { value: "trader" } });
    fireEvent.click(within(form).getByRole("button", { name: "Let it act…" }));
    await waitFor(() =>
      expect(client.calls.find(({ name }) => name === "proxies.prepareAdd")?.input).toEqual({
        walletId: wallet().walletId,
        delegate: DELEGATE,
        type: "Staking",
        delayBlocks: 0,
      }),
    );
  });

  test("a right says what it may, who pays, and can be taken back", async () => {
    const client = open({ given: [right], held: [right] });
    const panel = await screen.findByRole("region", { name: "Who may act for whom" });
    expect(await within(panel).findByText(/It pays its own fees/)).toBeTruthy();
    client.answer("proxies.prepareRemove", () => plan());
    fireEvent.click(within(panel).getByRole("button", { name: "Take the right back" }));
    await waitFor(() => expect(client.calls.some(({ name }) => name === "proxies.prepareRemove")).toBe(true));
  });

  test("a call announced elsewhere is marked, and can be rejected but not run", async () => {
    open({ announcements: [announcement({ madeHere: false, title: null })] });
    const panel = await screen.findByRole("region", { name: "Announced calls" });
    expect(await within(panel).findByText(/This was not announced here/)).toBeTruthy();
    expect(within(panel).getByRole("button", { name: "Reject…" })).toBeTruthy();
    expect(within(panel).getByRole<HTMLButtonElement>("button", { name: "Run it…" }).disabled).toBe(true);
  });

  test("an order for an account can be sent through its proxy", async () => {
    const client = open({ given: [right] }, "#/stake?action=send");
    expect(await screen.findByRole("button", { name: "Send through the proxy trader" })).toBeTruthy();
    client.publish("proxies.changed", noProxies());
    await waitFor(() => expect(screen.queryByRole("button", { name: /Send through the proxy/ })).toBeNull());
  });

  test("an operation of a multisig names who can approve it", async () => {
    const client = open();
    client.answer("multisig.list", () => noMultisigs({ operations: [operation()] }));
    client.publish("multisig.changed", noMultisigs({ operations: [operation()] }));
    const panel = await screen.findByRole("region", { name: "Multisigs" });
    expect(await within(panel).findByRole("button", { name: "Approve and run as trader…" })).toBeTruthy();
    expect(panel.textContent).toMatch(/1 of 2 approvals/);
  });
});
