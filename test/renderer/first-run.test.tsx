import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { App } from "#renderer/app/App.tsx";
import { createFakeClient, firstStart } from "./support/fake-client.ts";
import { renderPage } from "./support/render.tsx";
import { settings, wallet } from "./support/samples.ts";

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const WORDS = "abandon ability able about above absent absorb abstract absurd abuse access accident".split(" ");
const click = (name: string | RegExp) => fireEvent.click(screen.getByRole("button", { name }));
const type = (label: string | RegExp, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });

test("practising takes one click and ends on Home with the next step", async () => {
  const client = createFakeClient(firstStart);
  client.answer("wallet.createPractice", () => {
    client.publish("wallet.changed", [wallet()]);
    return wallet();
  });
  client.answer("app.setSettings", () => settings({ onboarded: true }));
  renderPage(client, <App />);
  fireEvent.click(await screen.findByRole("button", { name: "Practise now" }));

  const steps = await screen.findByRole("list", { name: "Steps to a first signal" });
  expect(within(steps).getAllByRole("listitem")).toHaveLength(6);
  const made = client.calls.map(({ name }) => name);
  expect(made.indexOf("wallet.createPractice")).toBeLessThan(made.indexOf("practice.faucet"));
  expect(client.calls.find(({ name }) => name === "practice.faucet")?.input).toEqual({ address: wallet().address });
  expect(client.calls.find(({ name }) => name === "app.setSettings")?.input).toEqual({ onboarded: true });
});

test("a profile that has wallets already is not asked how to begin", async () => {
  const client = createFakeClient({ ...firstStart, "wallet.list": () => [wallet()] });
  renderPage(client, <App />);
  expect(await screen.findByRole("link", { name: "Signals" })).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Practise now" })).toBeNull();
});

test("a step that fails says why, and a second try does not make a second wallet", async () => {
  const client = createFakeClient(firstStart);
  client.answer("wallet.createPractice", () => {
    client.publish("wallet.changed", [wallet()]);
    return wallet();
  });
  client.answer("practice.faucet", () => ({
    code: "PRACTICE_FAUCET",
    message: "The faucet is dry.",
    hint: "Reset the practice network.",
  }));
  renderPage(client, <App />);
  fireEvent.click(await screen.findByRole("button", { name: "Practise now" }));
  const alert = await screen.findByRole("alert");
  expect(alert.textContent).toContain("The faucet is dry.");
  expect(alert.textContent).toContain("PRACTICE_FAUCET");
  fireEvent.click(within(alert).getByRole("button", { name: "Try again" }));
  await waitFor(() => expect(client.calls.filter(({ name }) => name === "practice.faucet")).toHaveLength(2));
  expect(client.calls.filter(({ name }) => name === "wallet.createPractice")).toHaveLength(1);
});

test("a new wallet: words hidden until asked for, three asked back, weak passwords refused", async () => {
  const client = createFakeClient(firstStart);
  client.answer("wallet.draft", () => ({
    draftId: "d-1",
    words: WORDS,
    asks: [1, 4, 10],
    expiresAtMs: Date.now() + 600_000,
  }));
  client.answer("wallet.create", () => wallet({ name: "main", kind: "password", place: "keychain" }));
  client.answer("app.setSettings", () => settings({ onboarded: true }));
  renderPage(client, <App />);
  fireEvent.click(await screen.findByRole("button", { name: "Start with a new wallet" }));
  type(/^Wallet name/, "main");
  click("Make words");

  const dialog = await screen.findByRole("dialog", { name: "Your words" });
  expect(dialog.textContent).not.toContain("abandon");
  expect(within(dialog).getByRole("button", { name: "I have written them down" })).toHaveProperty("disabled", true);
  click("Show the words");
  expect(dialog.textContent).toContain("accident");
  fireEvent.blur(window);
  expect(dialog.textContent).not.toContain("accident");
  click("I have written them down");

  type("Word 2", "wrong");
  type("Word 5", "above");
  type("Word 11", "access");
  click("Check the words");
  expect(screen.getByText("This is not word 2. Look at your paper again.")).toBeTruthy();
  type("Word 2", " Ability ");
  click("Check the words");

  type(/^New password/, "password1");
  expect(screen.getByText("It is among the passwords that are guessed first.")).toBeTruthy();
  expect(screen.getByRole("button", { name: "Create wallet" })).toHaveProperty("disabled", true);
  type(/^New password/, "paper boat on a lake");
  type(/^Repeat password/, "paper boat on a lake");
  click("Create wallet");
  await waitFor(() => expect(client.calls.find(({ name }) => name === "wallet.create")).toBeTruthy());
  expect(client.calls.find(({ name }) => name === "wallet.create")?.input).toEqual({
    draftId: "d-1",
    name: "main",
    password: "paper boat on a lake",
    answers: [
      { index: 1, word: "ability" },
      { index: 4, word: "above" },
      { index: 10, word: "access" },
    ],
    hotkeyName: "default",
  });
});

test("no store ever holds a word or the password", async () => {
  const client = createFakeClient(firstStart);
  client.answer("wallet.draft", () => ({
    draftId: "d-1",
    words: WORDS,
    asks: [0, 1, 2],
    expiresAtMs: Date.now() + 600_000,
  }));
  const { stores } = renderPage(client, <App />);
  fireEvent.click(await screen.findByRole("button", { name: "Start with a new wallet" }));
  type(/^Wallet name/, "main");
  click("Make words");
  await screen.findByRole("dialog", { name: "Your words" });
  click("Show the words");
  const held = JSON.stringify(Object.values(stores).map((store) => store.getState()));
  for (const word of WORDS) expect(held).not.toContain(`"${word}"`);
});
