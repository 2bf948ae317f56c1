import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { App } from "#renderer/app/App.tsx";
import { createFakeClient } from "./support/fake-client.ts";
import { renderPage } from "./support/render.tsx";
import { COLDKEY, info, plan, registration, transaction, wallet } from "./support/samples.ts";

afterEach(cleanup);

const HASH = "#/register?netuid=8";
const registerButton = () => screen.findByRole("button", { name: /^Register for at most/ }, { timeout: 30_000 });
const block = { number: 12_351, hash: `0x${"77aa".repeat(16)}`, index: 2 };
const paid = { feeRao: "1337231", spentRao: "512300118" };

test("from bill to UID: price, fee, confirmation, progress, quoted against paid", async () => {
  const client = createFakeClient();
  client.answer("transactions.list", () => []);
  client.answer("transactions.submit", () => transaction({ state: "sent" }));
  client.answer("transactions.get", () => transaction({ state: "sent" }));
  renderPage(client, <App />, HASH);

  const button = await registerButton();
  expect(button.textContent).toBe("Register for at most 0.539252354 τ");
  expect(screen.getByRole("region", { name: "Transaction fee" })).toBeTruthy();
  expect(screen.getByText(/UID 17, held by/)).toBeTruthy();
  fireEvent.click(button);

  const dialog = await screen.findByRole("dialog", { name: "Confirm: Register practice / default on subnet 8" });
  expect(dialog.textContent).toContain("practice network, play money");
  expect(dialog.textContent).toContain(COLDKEY.slice(0, 6));
  expect(dialog.textContent).toContain("K7QF-2M9X");
  expect(within(dialog).queryByLabelText(/Password/)).toBeNull();
  fireEvent.click(within(dialog).getByRole("button", { name: "Sign and send" }));

  await screen.findByRole("list", { name: "Transaction is sent" });
  expect(client.calls.find(({ name }) => name === "transactions.submit")?.input).toEqual({ planId: "plan-1" });
  client.publish("transactions.changed", [transaction({ state: "included", block })]);
  await screen.findByRole("list", { name: "Transaction is included" });
  client.answer("registration.status", () => registration());
  client.publish("transactions.changed", [transaction({ state: "finalized", block, paid })]);
  await screen.findByRole("heading", { name: "UID 17" });
  expect(screen.getAllByTitle("0.512300118 τ").length).toBeGreaterThan(1);
  expect(screen.getByRole("link", { name: "Create a miner with it" }).getAttribute("href")).toContain("hotkey=default");
  expect(
    client.calls.some(({ name, input }) => name === "transactions.discard" && JSON.stringify(input).includes("plan-1")),
  ).toBe(false);
});

test("a wallet with a password wants it, and it is not kept after a refusal", async () => {
  const client = createFakeClient();
  client.answer("wallet.list", () => [wallet({ kind: "password", name: "main", place: "keychain" })]);
  client.answer("registration.prepare", () => plan(undefined, { needs: "password" }));
  client.answer("transactions.submit", () => ({
    code: "KEY_PASSWORD_WRONG",
    message: "The password is wrong.",
    hint: "Type it again.",
  }));
  renderPage(client, <App />, HASH);
  fireEvent.click(await registerButton());
  const dialog = await screen.findByRole("dialog", { name: /^Confirm/ });
  const send = within(dialog).getByRole("button", { name: "Sign and send" });
  expect(send).toHaveProperty("disabled", true);
  const field = within(dialog).getByLabelText(/^Password of/) as HTMLInputElement;
  fireEvent.change(field, { target: { value: "open sesame" } });
  fireEvent.click(send);
  expect((await within(dialog).findByRole("alert")).textContent).toContain("The password is wrong.");
  expect(field.value).toBe("");
  expect(client.calls.find(({ name }) => name === "transactions.submit")?.input).toEqual({
    planId: "plan-1",
    password: "open sesame",
  });
  fireEvent.click(within(dialog).getByRole("button", { name: "Cancel" }));
  await waitFor(() => expect(screen.queryByRole("dialog", { name: /^Confirm/ })).toBeNull());
  await waitFor(() => expect(client.calls.some(({ name }) => name === "transactions.discard")).toBe(true));
});

test("a large sum has to be held: a click alone sends nothing", async () => {
  const client = createFakeClient();
  client.answer("registration.prepare", () => plan("1500000000"));
  renderPage(client, <App />, HASH);
  fireEvent.click(await registerButton());
  const dialog = await screen.findByRole("dialog", { name: /^Confirm/ });
  const hold = within(dialog).getByRole("button", { name: "Hold to sign and send" });
  fireEvent.click(hold);
  fireEvent.pointerDown(hold, { button: 0 });
  fireEvent.pointerUp(hold);
  expect(client.calls.some(({ name }) => name === "transactions.submit")).toBe(false);
});

test("a typed ceiling is used to the rao; a text that is no amount says why and changes nothing", async () => {
  const client = createFakeClient();
  renderPage(client, <App />, HASH);
  await registerButton();
  const field = screen.getByLabelText("Price ceiling (τ)");
  fireEvent.change(field, { target: { value: "0.6,5" } });
  expect(screen.getByText(/is not an amount/)).toBeTruthy();
  fireEvent.change(field, { target: { value: "0.600000001" } });
  await waitFor(
    () =>
      expect(client.calls.filter(({ name }) => name === "registration.prepare").at(-1)?.input).toMatchObject({
        ceilingRao: "600000001",
      }),
    { timeout: 30_000 },
  );
  fireEvent.change(field, { target: { value: "0.3" } });
  expect(
    await screen.findByText(/Below the price now: it would be refused. The price is at 0.3 τ in about/),
  ).toBeTruthy();
});

test("too little money: the sum in red, the faucet beside it, no way to sign", async () => {
  const client = createFakeClient();
  client.answer("registration.prepare", () =>
    plan(undefined, { balanceBeforeRao: "1000", balanceAfterRao: "-539251354" }),
  );
  renderPage(client, <App />, HASH);
  expect(await registerButton()).toHaveProperty("disabled", true);
  expect(screen.getByText(/There is not enough in this coldkey/)).toBeTruthy();
  expect(screen.getByRole("button", { name: "Get 100 practice τ" })).toBeTruthy();
});

test("a refusal of the plan stands on the page with code and next step", async () => {
  const client = createFakeClient();
  client.answer("registration.prepare", () => ({
    code: "REGISTRATION_CLOSED",
    message: "This subnet takes no registrations.",
    hint: "Choose another subnet.",
  }));
  renderPage(client, <App />, HASH);
  const alert = await screen.findByRole("alert", undefined, { timeout: 30_000 });
  expect(alert.textContent).toContain("This subnet takes no registrations.");
  expect(alert.textContent).toContain("Choose another subnet.");
  expect(alert.textContent).toContain("REGISTRATION_CLOSED");
  expect(screen.queryByRole("button", { name: /^Register for/ })).toBeNull();
});

test("a hotkey that holds a UID already pays nothing", async () => {
  const client = createFakeClient();
  client.answer("registration.status", () => registration());
  renderPage(client, <App />, HASH);
  expect(await screen.findByText(/This hotkey holds UID 17 on subnet 8 already/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: /^Register for/ })).toBeNull();
});

test("in the desktop window main asks: the page sends the plan's id and no password", async () => {
  const client = createFakeClient();
  client.answer("app.info", () => ({ ...info(), front: "desktop" as const }));
  client.answer("transactions.submit", () => ({
    code: "CONFIRMATION_DECLINED",
    message: "You declined it.",
    hint: "Nothing was signed.",
  }));
  renderPage(client, <App />, HASH);
  fireEvent.click(await registerButton());
  expect((await screen.findByRole("alert")).textContent).toContain("You declined it.");
  expect(screen.queryByRole("dialog", { name: /^Confirm/ })).toBeNull();
  expect(client.calls.find(({ name }) => name === "transactions.submit")?.input).toEqual({ planId: "plan-1" });
});

test("a failed call says what was paid and what to do", async () => {
  const client = createFakeClient();
  client.answer("transactions.list", () => [
    transaction({
      state: "failed",
      block,
      paid: { feeRao: "1337231", spentRao: "0" },
      error: {
        name: "RegistrationPriceLimitExceeded",
        message: "The price rose above the ceiling.",
        hint: "Raise it.",
      },
    }),
  ]);
  renderPage(client, <App />, `${HASH}&transaction=tx-1`);
  expect(await screen.findByRole("list", { name: "Transaction is failed" })).toBeTruthy();
  expect(screen.getByRole("alert").textContent).toContain("The price rose above the ceiling.");
  expect(screen.queryByRole("heading", { name: /^UID/ })).toBeNull();
  expect(screen.getByRole("button", { name: "Try again" })).toBeTruthy();
});
