import { act, cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { App } from "#renderer/app/App.tsx";
import type { Output } from "#src/contract/index.ts";
import { createFakeClient, type FakeClient } from "./support/fake-client.ts";
import { quote } from "./support/quote-samples.ts";
import { renderPage } from "./support/render.tsx";
import { MY_HOTKEY, network, plan } from "./support/samples.ts";

/** What is shown follows the chain: asked anew with each block, one question at a time, and never while it is confirmed. */
afterEach(cleanup);

const WAIT = { timeout: 30_000 };
const asked = (client: FakeClient, wanted: string) => client.calls.filter(({ name }) => name === wanted).length;
const atBlock = (client: FakeClient, block: number) =>
  act(async () => client.publish("network.changed", network(block)));

test("a plan refused once appears by itself when the next block's answer allows it", async () => {
  const client = createFakeClient();
  client.answer("registration.prepare", () => ({
    code: "TRANSACTION_BALANCE_TOO_LOW",
    message: "This needs 0.54 τ; the account has 0.1 τ.",
    hint: "Bring the free balance of the account to at least 0.54 τ.",
  }));
  renderPage(client, <App />, "#/register?netuid=8");
  expect((await screen.findByRole("alert", {}, WAIT)).textContent).toContain("Bring the free balance");
  expect(screen.queryByRole("button", { name: /^Register for at most/ })).toBeNull();

  client.answer("registration.prepare", () => plan(undefined));
  await atBlock(client, 12_346);
  expect(await screen.findByRole("button", { name: /^Register for at most/ }, WAIT)).toHaveProperty("disabled", false);
  expect(screen.queryByRole("alert")).toBeNull();
});

test("a shown plan is made anew with every block, its forerunner discarded, and stands still while it is confirmed", async () => {
  const client = createFakeClient();
  let made = 0;
  client.answer("registration.prepare", () => {
    made += 1;
    return plan(undefined, { planId: `plan-${made}` });
  });
  renderPage(client, <App />, "#/register?netuid=8");
  const button = await screen.findByRole("button", { name: /^Register for at most/ }, WAIT);
  for (const block of [12_346, 12_347]) {
    const before = asked(client, "registration.prepare");
    await atBlock(client, block);
    await waitFor(() => expect(asked(client, "registration.prepare")).toBe(before + 1), WAIT);
  }
  await waitFor(
    () =>
      expect(client.calls.filter(({ name }) => name === "transactions.discard").map(({ input }) => input)).toEqual([
        { planId: "plan-1" },
        { planId: "plan-2" },
      ]),
    WAIT,
  );
  fireEvent.click(button);
  const dialog = await screen.findByRole("dialog", { name: /^Confirm/ }, WAIT);
  const before = asked(client, "registration.prepare");
  await atBlock(client, 12_348);
  expect(asked(client, "registration.prepare")).toBe(before);
  client.answer("transactions.submit", () => ({ code: "PLAN_OUTDATED", message: "Another block.", hint: "Again." }));
  fireEvent.click(within(dialog).getByRole("button", { name: "Sign and send" }));
  await within(dialog).findByRole("alert", {}, WAIT);
  expect(client.calls.findLast(({ name }) => name === "transactions.submit")?.input).toEqual({ planId: "plan-3" });
});

test("blocks faster than answers ask one question at a time, and no block is passed over", async () => {
  const client = createFakeClient();
  const open: (() => void)[] = [];
  client.answer(
    "registration.prepare",
    () => new Promise<Output<"registration.prepare">>((resolve) => open.push(() => resolve(plan(undefined)))),
  );
  renderPage(client, <App />, "#/register?netuid=8");
  await waitFor(() => expect(open).toHaveLength(1), WAIT);
  for (const block of [12_346, 12_347, 12_348]) await atBlock(client, block);
  expect(open).toHaveLength(1);
  await act(async () => open[0]?.());
  await screen.findByRole("button", { name: /^Register for at most/ }, WAIT);
  await waitFor(() => expect(open).toHaveLength(2), WAIT);
  await act(async () => open[1]?.());
  expect(open).toHaveLength(2);
});

test("a quote follows each block with what changed marked, and rests while its plan is confirmed", async () => {
  const client = createFakeClient();
  let block = 12_345;
  client.answer("staking.positions", () => []);
  client.answer("staking.quote", () => {
    const shown = quote({ atBlock: block });
    const expected = block === 12_345 ? "399858509" : "399858000";
    return {
      ...shown,
      fee: { ...shown.fee, atBlock: block },
      rows: shown.rows.map((row) => (row.label === "You receive, expected" ? { ...row, value: expected } : row)),
    };
  });
  client.answer("staking.prepare", () => plan(undefined, { title: "Unstake from subnet 8" }));
  renderPage(client, <App />, `#/stake?action=unstake&netuid=8&hotkey=${MY_HOTKEY}`);
  const drawer = await screen.findByRole("dialog", { name: "Unstake" }, WAIT);
  fireEvent.change(await within(drawer).findByLabelText("Amount (α)"), { target: { value: "10" } });
  const card = await within(drawer).findByRole("region", { name: "Fees and what comes of it" }, WAIT);
  expect(within(card).queryAllByRole("img", { name: /^changed/ })).toEqual([]);

  block = 12_346;
  await atBlock(client, block);
  await within(card).findByText("read at block 12,346", {}, WAIT);
  expect(
    within(card)
      .getAllByRole("img", { name: /^changed/ })
      .map((mark) => mark.title),
  ).toEqual(["was 0.399858509 τ"]);

  fireEvent.click(within(drawer).getByRole("button", { name: "Unstake 10 α" }));
  await screen.findByRole("dialog", { name: /^Confirm/ }, WAIT);
  const before = asked(client, "staking.quote");
  await atBlock(client, 12_347);
  expect(asked(client, "staking.quote")).toBe(before);
});
