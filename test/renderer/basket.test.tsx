import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { App } from "#renderer/app/App.tsx";
import { PlanConfirm } from "#renderer/components/PlanConfirm.tsx";
import type { BasketQuote, BasketView, QuotedItem } from "#src/contract/basket.ts";
import type { TransactionItem } from "#src/contract/transactions.ts";
import { createFakeClient, type FakeClient } from "./support/fake-client.ts";
import { renderPage } from "./support/render.tsx";
import { COLDKEY, plan, transaction, wallet } from "./support/samples.ts";

afterEach(cleanup);

const order = { kind: "transfer", to: COLDKEY, amountRao: "1000000000", allowDeath: false } as const;

const basket = (): BasketView => ({
  signer: { walletId: wallet().walletId, walletName: "main", address: COLDKEY },
  network: { name: "practice", genesisHash: `0x${"ab".repeat(32)}` },
  items: [
    { itemId: "a", title: "Send 1 τ to a friend", order },
    { itemId: "b", title: "Set weights", order },
  ],
});

const quoted = (change: Partial<QuotedItem> & { itemId: string; title: string }): QuotedItem => ({
  call: { section: "Balances", method: "transfer_keep_alive" },
  feeAloneRao: "300000",
  feePartRao: "200100",
  madeToPay: false,
  spendsMaxRao: "0",
  spendsExpectedRao: "0",
  receives: null,
  swap: null,
  rows: [],
  warnings: [],
  error: null,
  ...change,
});

const quote = (change: Partial<BasketQuote> = {}): BasketQuote => ({
  mode: "all",
  items: [
    quoted({ itemId: "a", title: "Send 1 τ to a friend", spendsMaxRao: "1000000000", spendsExpectedRao: "1000000000" }),
    quoted({ itemId: "b", title: "Set weights", feeAloneRao: "0", feePartRao: "900000", madeToPay: true }),
  ],
  fee: { ...plan(undefined).fee, totalRao: "1337231" },
  inner: [
    { call: "Balances.transfer_keep_alive", pays: true, refTime: "1", weightRao: "200000", lengthRao: "100" },
    { call: "SubtensorModule.set_weights", pays: false, refTime: "1", weightRao: "899900", lengthRao: "100" },
  ],
  wrapperRao: "237131",
  singlesRao: "300000",
  savedRao: "-1037231",
  deposits: [],
  spendsExpectedRao: "1000000000",
  spendsMaxRao: "1000000000",
  receivesExpectedRao: "0",
  receivesLeastRao: "0",
  balanceBeforeRao: "5000000000",
  balanceAfterRao: "3998662769",
  balanceAfterLeastRao: "3998662769",
  warnings: [],
  notes: [],
  atBlock: 12_345,
  ...change,
});

function open(client: FakeClient): void {
  client.answer("basket.list", basket);
  client.answer("basket.quote", () => quote());
  renderPage(client, <App />, "#/basket");
}

test("shows each item's part, says what is made to pay, and takes it out", async () => {
  const client = createFakeClient();
  open(client);
  expect(await screen.findByRole("link", { name: "Basket, 2" })).toBeTruthy();
  const items = within(await screen.findByRole("list", { name: "Items in the basket" }));
  expect(await items.findByText(/Free alone, paid here because another item pays/)).toBeTruthy();
  const together = within(screen.getByRole("region", { name: "Together" }));
  expect(together.getByText("The batch costs more by")).toBeTruthy();
  client.answer("basket.remove", () => ({ ...basket(), items: basket().items.slice(0, 1) }));
  fireEvent.click(items.getByRole("button", { name: "Take it out" }));
  await waitFor(() => expect(client.calls).toContainEqual({ name: "basket.remove", input: { itemId: "b" } }));
});

test("does not send while an item would fail, and says which and why", async () => {
  const client = createFakeClient();
  open(client);
  const error = { code: "TRANSFER_ABOVE_AVAILABLE", message: "2 τ is more than can leave.", hint: "Send at most 1 τ." };
  const [first, second] = quote().items as [QuotedItem, QuotedItem];
  client.answer("basket.quote", () => quote({ items: [first, { ...second, error }] }));
  expect((await screen.findByRole("alert")).textContent).toBe(
    "Would fail here: 2 τ is more than can leave. Send at most 1 τ.",
  );
  expect(screen.getByRole("button", { name: "Send 2 as one" }).hasAttribute("disabled")).toBe(true);
});

test("cannot choose a way that the node's runtime has no call for", async () => {
  const client = createFakeClient();
  const item = (name: string, present: boolean) => ({ kind: "call" as const, name: `Utility.${name}`, present });
  client.answer("network.capabilities", () => ({
    network: "practice",
    specName: "node-subtensor",
    specVersion: 424,
    features: [
      {
        id: "batches",
        title: "Several in one transaction",
        state: "reduced" as const,
        reason: "A batch is always all or none.",
        items: [item("batch_all", true), item("batch", true), item("force_batch", false)],
      },
    ],
  }));
  open(client);
  expect(await screen.findByText("This network's runtime has no Utility.force_batch.")).toBeTruthy();
  const disabled = (name: RegExp) => screen.getByRole("radio", { name }).hasAttribute("disabled");
  expect([disabled(/All or none/), disabled(/Stop at the first/), disabled(/Go on after/)]).toEqual([
    false,
    false,
    true,
  ]);
});

test("asks again for another mode and for another order", async () => {
  const client = createFakeClient();
  open(client);
  client.answer("basket.move", () => basket());
  fireEvent.click(await screen.findByRole("button", { name: "Move Set weights up" }));
  fireEvent.click(screen.getByRole("radio", { name: /Go on after failures/ }));
  await waitFor(() => {
    expect(client.calls).toContainEqual({ name: "basket.move", input: { itemId: "b", to: 0 } });
    expect(client.calls).toContainEqual({ name: "basket.quote", input: { mode: "continue" } });
  });
});

test("tells what became of each item, and puts back what was not carried out", async () => {
  const client = createFakeClient();
  const item: TransactionItem = {
    itemId: "a",
    title: "Send 1 τ to a friend",
    state: "done",
    error: null,
    spentRao: "1000000000",
    received: null,
  };
  const error = { name: "AmountTooLow", message: "Too little.", hint: "Use more." };
  const items: TransactionItem[] = [
    item,
    { ...item, itemId: "b", title: "Stake", state: "failed", error, spentRao: null },
    { ...item, itemId: "c", title: "Unstake", state: "notReached", spentRao: null },
  ];
  client.answer("transactions.list", () => [transaction({ transactionId: "t1", state: "failed", error, items })]);
  client.answer("basket.putBack", () => basket());
  renderPage(client, <App />, "#/basket?transaction=t1");
  const list = await screen.findByRole("list", { name: "Items of the batch" });
  expect(
    within(list)
      .getAllByRole("listitem")
      .map((one) => one.querySelector("b")?.textContent),
  ).toEqual(["done", "failed", "not reached"]);
  expect(within(list).getByText("Too little. Use more.")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Put 2 items back into the basket" }));
  await waitFor(() => expect(client.calls).toContainEqual({ name: "basket.putBack", input: { transactionId: "t1" } }));
});

test("every confirmation of a coldkey's call offers the basket, and a batch's own does not", async () => {
  const client = createFakeClient();
  client.answer("basket.add", () => basket());
  const cancelled: string[] = [];
  const shown = (made: ReturnType<typeof plan>) => (
    <PlanConfirm plan={made} busy={false} error={null} onCancel={() => cancelled.push("x")} onConfirm={() => {}} />
  );
  const { rerender } = renderPage(client, shown(plan(undefined)));
  fireEvent.click(screen.getByRole("button", { name: "Add to basket" }));
  await waitFor(() => expect(cancelled).toEqual(["x"]));
  expect(client.calls).toContainEqual({ name: "basket.add", input: { planId: plan(undefined).planId } });
  rerender(shown({ ...plan(undefined), call: { ...plan(undefined).call, section: "Utility" } }));
  expect(screen.queryByRole("button", { name: "Add to basket" })).toBeNull();
});
