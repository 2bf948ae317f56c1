import { cleanup, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { App } from "#renderer/app/App.tsx";
import type { QuoteView } from "#src/contract/quote.ts";
import type { PositionView } from "#src/contract/staking.ts";
import { createFakeClient } from "./support/fake-client.ts";
import { quote } from "./support/quote-samples.ts";
import { renderPage } from "./support/render.tsx";
import { COLDKEY, capabilities, info, MY_HOTKEY, plan } from "./support/samples.ts";

afterEach(cleanup);

const position: PositionView = {
  coldkey: COLDKEY,
  hotkey: MY_HOTKEY,
  netuid: 8,
  alphaRao: "50000000000",
  priceRaoPerAlpha: "40000000",
  worthRao: "2000000000",
  exitRao: "1998000000",
  lockedAlphaRao: "0",
  availableAlphaRao: "50000000000",
  registered: true,
  atBlock: 12_345,
};
function clientWith(answer: () => QuoteView | { code: string; message: string; hint: string }) {
  const client = createFakeClient();
  client.answer("staking.positions", () => [position]);
  client.answer("staking.quote", answer);
  client.answer("staking.prepare", () => plan(undefined, { title: "Unstake from subnet 8" }));
  return client;
}

test("from a position to the confirmation, with the limit that was shown", async () => {
  const client = clientWith(() => quote());
  renderPage(client, <App />, "#/stake");
  fireEvent.click(await screen.findByRole("button", { name: "Unstake" }));
  const drawer = await screen.findByRole("dialog", { name: "Unstake" });
  fireEvent.change(within(drawer).getByLabelText("Amount (α)"), { target: { value: "10" } });
  const card = await within(drawer).findByRole("region", { name: "Fees and what comes of it" });
  expect(card.textContent).toContain("Swap fee");
  expect(within(drawer).getByRole("img", { name: "Price impact 0.0017 %" })).toBeTruthy();
  expect(client.calls.findLast(({ name }) => name === "staking.quote")?.input).toMatchObject({
    coldkey: COLDKEY,
    order: { operation: "unstake", netuid: 8, hotkey: MY_HOTKEY, alphaRao: "10000000000" },
    tolerancePpm: 5_000,
  });
  fireEvent.click(within(drawer).getByRole("button", { name: "Unstake 10 α" }));
  await screen.findByRole("dialog", { name: "Confirm: Unstake from subnet 8" });
  expect(client.calls.find(({ name }) => name === "staking.prepare")?.input).toMatchObject({
    limitPriceRaoPerAlpha: "39800000",
  });
});

test("on the desktop, where main's own window confirms, the drawer offers the rehearsal before it", async () => {
  const client = clientWith(() => quote());
  client.answer("app.info", () => ({ ...info(), front: "desktop" as const }));
  client.answer("rehearsal.run", () => ({ code: "REHEARSAL_NO_RUNTIME", message: "No runtime here.", hint: "None." }));
  renderPage(client, <App />, "#/stake");
  fireEvent.click(await screen.findByRole("button", { name: "Unstake" }));
  const drawer = await screen.findByRole("dialog", { name: "Unstake" });
  fireEvent.change(within(drawer).getByLabelText("Amount (α)"), { target: { value: "10" } });
  await within(drawer).findByRole("region", { name: "Fees and what comes of it" });
  fireEvent.click(within(drawer).getByRole("button", { name: "Try it on a copy first" }));
  expect((await within(drawer).findByRole("alert")).textContent).toContain("No runtime here.");
  expect(client.calls.find(({ name }) => name === "rehearsal.run")?.input).toMatchObject({ planId: "plan-1" });
  expect(client.calls.some(({ name }) => name === "transactions.submit")).toBe(false);
});

test("where the node cannot simulate trades nothing is offered, and the page says why; TAO can still be sent", async () => {
  const client = clientWith(() => quote());
  const known = capabilities();
  client.answer("network.capabilities", () => ({
    ...known,
    features: [
      ...known.features.filter(({ id }) => id !== "swap-simulation"),
      { id: "swap-simulation", title: "Trade quotes", state: "missing" as const, reason: "No quotes here.", items: [] },
    ],
  }));
  renderPage(client, <App />, "#/stake");
  expect(await screen.findByText("No quotes here.")).toBeTruthy();
  for (const name of ["Stake", "Unstake", "Move", "Swap", "Give", "Exit"]) {
    expect((screen.getByRole("button", { name }) as HTMLButtonElement).disabled).toBe(true);
  }
  expect((screen.getByRole("button", { name: "Send TAO" }) as HTMLButtonElement).disabled).toBe(false);
});

test("a text that is no amount asks nothing; a refusal stands in the drawer and nothing can be signed", async () => {
  const client = clientWith(() => ({
    code: "STAKING_ABOVE_AVAILABLE",
    message: "60 α is more than can leave: 50 α.",
    hint: "Use at most 50.",
  }));
  renderPage(client, <App />, `#/stake?action=unstake&netuid=8&hotkey=${MY_HOTKEY}`);
  const drawer = await screen.findByRole("dialog", { name: "Unstake" });
  const field = await within(drawer).findByLabelText("Amount (α)");
  fireEvent.change(field, { target: { value: "10 tao" } });
  expect(drawer.textContent).toContain("is not a unit");
  expect(client.calls.some(({ name }) => name === "staking.quote")).toBe(false);
  fireEvent.change(field, { target: { value: "60" } });
  const alert = await within(drawer).findByRole("alert");
  expect(alert.textContent).toContain("Use at most 50.");
  expect(within(drawer).getByRole("button", { name: "Unstake" })).toHaveProperty("disabled", true);
});

test("sending shows the receiver large before anything is signed", async () => {
  const client = clientWith(() => quote());
  client.answer("transfers.quote", () => quote({ operation: "transfer", swap: null, spendsRao: "1000000000" }));
  renderPage(client, <App />, "#/stake?action=send");
  const drawer = await screen.findByRole("dialog", { name: "Send TAO" });
  fireEvent.change(await within(drawer).findByLabelText("To address"), { target: { value: MY_HOTKEY } });
  expect(drawer.textContent).toContain("first and last six");
  fireEvent.change(within(drawer).getByLabelText("Amount (τ)"), { target: { value: "1" } });
  expect(await within(drawer).findByRole("button", { name: "Send 1 τ" })).toBeTruthy();
});
