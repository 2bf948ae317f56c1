import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { App } from "#renderer/app/App.tsx";
import { createFakeClient } from "./support/fake-client.ts";
import { order } from "./support/neuron-samples.ts";
import { renderPage } from "./support/render.tsx";
import { checkMany, MY_HOTKEY, network, plan, registration, transaction, wallet } from "./support/samples.ts";

afterEach(cleanup);

const HASH = `#/register/many?subnets=[1,8]&hotkeys=["default","second"]`;

function open() {
  const client = createFakeClient();
  const [hotkey] = wallet().hotkeys;
  if (!hotkey) throw new Error("the sample wallet has a hotkey");
  client.answer("wallet.list", () => [wallet({ hotkeys: [hotkey, { ...hotkey, name: "second" }] })]);
  client.answer("transactions.list", () => []);
  client.answer("registration.checkMany", ({ items }) => checkMany(items));
  client.answer("registration.prepareMany", () => plan(undefined, { title: "Register 4 hotkeys" }));
  renderPage(client, <App />, HASH);
  return client;
}
const lines = async () => within(await screen.findByRole("list", { name: "Registrations" })).getAllByRole("listitem");
const asked = (client: ReturnType<typeof createFakeClient>) =>
  client.calls.filter(({ name }) => name === "registration.checkMany").at(-1)?.input as {
    items: { netuid: number; hotkeyName: string; ceilingRao?: string }[];
  };

test("every chosen hotkey on every chosen subnet, each with its own ceiling, signed once", async () => {
  const client = open();
  await waitFor(async () => expect(await lines()).toHaveLength(4));
  const ceiling = await screen.findByRole("textbox", { name: "Ceiling for second on subnet 8 (τ)" });
  fireEvent.change(ceiling, { target: { value: "0.7" } });
  await waitFor(() =>
    expect(asked(client).items.at(-1)).toEqual({ netuid: 8, hotkeyName: "second", ceilingRao: "700000000" }),
  );
  client.answer("transactions.submit", () => transaction({ state: "sent" }));
  client.answer("transactions.get", () => transaction({ state: "sent" }));
  fireEvent.click(await screen.findByRole("button", { name: /^Register all for at most/ }));
  const dialog = await screen.findByRole("dialog", { name: "Confirm: Register 4 hotkeys" });
  fireEvent.click(within(dialog).getByRole("button", { name: "Sign and send" }));
  await screen.findByRole("list", { name: "Transaction is sent" });
  client.publish("registration.changed", [registration({ netuid: 8, hotkey: MY_HOTKEY, uid: 17 })]);
  const block = { number: 12_351, hash: `0x${"77aa".repeat(16)}`, index: 2 };
  client.publish("transactions.changed", [transaction({ state: "included", block })]);
  expect(within(await screen.findByRole("list", { name: "What came of it" })).getAllByText("UID 17").length).toBe(2);
});

test("what cannot work is marked with its reason, bars the rest, and can be taken out and put back", async () => {
  const client = open();
  client.answer("registration.checkMany", ({ items }) =>
    checkMany(items, ({ netuid, hotkeyName }) =>
      netuid === 8 && hotkeyName === "default"
        ? {
            problem: { code: "REGISTRATION_HOTKEY_BURIED", message: "It lost its UID there.", hint: "Use another." },
          }
        : {},
    ),
  );
  client.publish("network.changed", network(12_400));
  expect(await screen.findByText(/It lost its UID there/)).toBeTruthy();
  expect(screen.getByText(/One of 4 cannot be registered as it stands/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: /^Register all/ })).toBeNull();
  const bad = screen.getByRole("listitem", { name: "default on subnet 8" });
  fireEvent.click(within(bad).getByRole("button", { name: "Take out" }));
  await screen.findByRole("button", { name: /^Register all for at most/ });
  expect(asked(client).items).toHaveLength(3);
  fireEvent.click(screen.getByRole("button", { name: "Put back" }));
  await waitFor(() => expect(asked(client).items).toHaveLength(4));
});

test("a price that is only too high yet offers an order, which takes the row out", async () => {
  const client = open();
  client.answer("registration.checkMany", ({ items }) =>
    checkMany(items, ({ netuid }) =>
      netuid === 1
        ? {
            ceilingRao: "100000000",
            problem: { code: "REGISTRATION_CEILING_TOO_LOW", message: "Above your ceiling.", hint: "Raise it." },
            wait: "Below τ0.1 in about 40 min if nobody registers.",
          }
        : {},
    ),
  );
  client.answer("registration.prepareOrder", () =>
    plan(undefined, { title: "Register on subnet 1 once it costs less" }),
  );
  client.answer("registration.placeOrder", () => order());
  client.publish("network.changed", network(12_400));
  const row = await screen.findByRole("listitem", { name: "second on subnet 1" });
  fireEvent.click(await within(row).findByRole("button", { name: "Register once it costs 0.1 τ or less" }));
  const dialog = await screen.findByRole("dialog", { name: /once it costs less/ });
  fireEvent.click(within(dialog).getByRole("button", { name: "Sign and send" }));
  await waitFor(() => expect(screen.queryByRole("listitem", { name: "second on subnet 1" })).toBeNull());
  expect(client.calls.find(({ name }) => name === "registration.prepareOrder")?.input).toMatchObject({
    netuid: 1,
    hotkeyName: "second",
    ceilingRao: "100000000",
  });
});
