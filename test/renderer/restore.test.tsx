import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { App } from "#renderer/app/App.tsx";
import { createFakeClient, firstStart, practising } from "./support/fake-client.ts";
import { renderPage } from "./support/render.tsx";
import { COLDKEY, MY_HOTKEY, settings, wallet } from "./support/samples.ts";

afterEach(cleanup);

const WORDS = "legal winner thank year wave sausage worth useful legal winner thank yellow".split(" ");
const PASSWORD = "paper boat on a lake";
const click = (name: string | RegExp) => fireEvent.click(screen.getByRole("button", { name }));
const type = (label: string | RegExp, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
const found = (over: object = {}) => ({
  address: COLDKEY,
  confirmed: false,
  hasWords: true,
  suggestedName: null,
  walletId: null,
  ...over,
});

test("first run: a numbered list with a slip is put right, the address is shown, then the wallet is kept", async () => {
  const client = createFakeClient(firstStart);
  client.answer("wallet.inspect", () => found());
  client.answer("wallet.restore", () => wallet({ name: "old", kind: "password", place: "keychain" }));
  client.answer("app.setSettings", () => settings({ onboarded: true }));
  renderPage(client, <App />);
  fireEvent.click(await screen.findByRole("button", { name: "Restore or link wallets" }));
  const look = screen.getByRole("button", { name: "Look at the key" });
  expect(look).toHaveProperty("disabled", true);

  type(/^Your words/, WORDS.map((word, at) => `${at + 1}.  ${at === 5 ? "sausagge" : word}`).join("\n"));
  expect(screen.getByRole("status", { name: "Words read" }).textContent).toBe(
    "12 words read, 1 of them not in the word list.",
  );
  expect(look).toHaveProperty("disabled", true);
  click("Use “sausage” for word 6");
  expect(screen.getByRole("status", { name: "Words read" }).textContent).toContain("all of them in the word list");
  click("Look at the key");

  const seen = await screen.findByRole("status", { name: "The key that was found" });
  expect(seen.textContent).toContain(COLDKEY);
  type(/^Wallet name/, "old");
  expect(screen.getByRole("button", { name: "Restore wallet" })).toHaveProperty("disabled", true);
  type(/^New password/, PASSWORD);
  type(/^Repeat password/, PASSWORD);
  click("Restore wallet");
  await waitFor(() => expect(client.calls.find(({ name }) => name === "wallet.restore")).toBeTruthy());
  expect(client.calls.find(({ name }) => name === "wallet.restore")?.input).toEqual({
    name: "old",
    password: PASSWORD,
    source: { kind: "words", words: WORDS.join(" ") },
  });
  await waitFor(() => expect(window.location.hash).toBe(`#/wallet/${wallet().walletId}`));
});

test("a key that is here already is named, and an error stays where it arose with its code", async () => {
  const client = createFakeClient(practising);
  client.answer("wallet.inspect", () => ({
    code: "KEY_WORDS_CHECKSUM",
    message: "All words are known, but together they are not a valid phrase.",
    hint: "Two words may have changed places.",
    field: "words",
  }));
  renderPage(client, <App />, "#/wallet?add=restore");
  await screen.findByRole("dialog", { name: "Bring in a wallet" });
  type(/^Your words/, WORDS.join(" "));
  click("Look at the key");
  expect((await screen.findByRole("alert")).textContent).toContain("KEY_WORDS_CHECKSUM");
  client.answer("wallet.inspect", () => found({ walletId: wallet().walletId }));
  click("Look at the key");
  expect(await screen.findByText(/This key is here already/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Restore wallet" })).toBeNull();
});

test("a polkadot.js file is read in the page and given on with its password", async () => {
  const client = createFakeClient(practising);
  client.answer("wallet.inspect", () => found({ confirmed: true, suggestedName: "from extension" }));
  renderPage(client, <App />, "#/wallet?add=restore");
  await screen.findByRole("dialog", { name: "Bring in a wallet" });
  fireEvent.click(screen.getByRole("radio", { name: "polkadot.js file" }));
  const file = new File(['{"encoded":"x"}'], "key.json", { type: "application/json" });
  fireEvent.change(screen.getByLabelText("polkadot.js file", { selector: "input[type=file]" }), {
    target: { files: [file] },
  });
  type(/^Password of the file/, "secret words");
  await waitFor(() =>
    expect(screen.getByRole("button", { name: "Look at the key" })).toHaveProperty("disabled", false),
  );
  click("Look at the key");
  await screen.findByText(/The file itself names this address/);
  expect(client.calls.find(({ name }) => name === "wallet.inspect")?.input).toEqual({
    source: { kind: "polkadotjs", json: '{"encoded":"x"}', filePassword: "secret words" },
  });
  expect(screen.getByLabelText(/^Wallet name/)).toHaveProperty("value", "from extension");
});

test("a btcli folder: what lies there, with its warnings; imported with chosen hotkeys", async () => {
  const client = createFakeClient(practising);
  const file = (path: string, encryption: "nacl" | "plain" | "fernet", advice: string | null) => ({
    path,
    address: MY_HOTKEY,
    encryption,
    mode: "0600",
    advice,
    upgradable: encryption !== "nacl",
  });
  client.answer("wallet.btcliList", () => ({
    folder: "/home/me/.bittensor/wallets",
    wallets: [
      {
        name: "main",
        path: "/home/me/.bittensor/wallets/main",
        address: MY_HOTKEY,
        coldkey: file("/home/me/.bittensor/wallets/main/coldkey", "fernet", "This file has an old encryption."),
        hotkeys: ["a", "b"].map((name) => ({
          name,
          ...file(`/w/${name}`, "plain", "This hotkey lies in clear text."),
        })),
        walletId: null,
      },
    ],
  }));
  client.answer("wallet.btcliImport", () => wallet({ walletId: "w-9", name: "main" }));
  client.answer("wallet.btcliUpgrade", () => file("/home/me/.bittensor/wallets/main/coldkey", "nacl", null));
  renderPage(client, <App />, "#/wallet?add=btcli");
  const list = await screen.findByRole("list", { name: "btcli wallets" });
  await within(list).findByText("old encryption (Fernet)");
  expect(within(list).getByText("This file has an old encryption.")).toBeTruthy();

  click("Upgrade coldkey");
  const upgrade = await screen.findByRole("dialog", { name: "Encrypt this keyfile" });
  fireEvent.change(within(upgrade).getByLabelText(/^Password of the file/), { target: { value: "old one" } });
  fireEvent.click(within(upgrade).getByRole("button", { name: "Encrypt keyfile" }));
  await waitFor(() =>
    expect(client.calls.find(({ name }) => name === "wallet.btcliUpgrade")?.input).toEqual({
      path: "/home/me/.bittensor/wallets/main/coldkey",
      password: "old one",
    }),
  );

  fireEvent.click(await screen.findByRole("button", { name: "Import main" }));
  const dialog = await screen.findByRole("dialog", { name: "Import main" });
  fireEvent.click(within(dialog).getByRole("checkbox", { name: "b" }));
  fireEvent.change(within(dialog).getByLabelText(/^Password of the coldkey file/), { target: { value: PASSWORD } });
  fireEvent.click(within(dialog).getByRole("button", { name: "Import wallet" }));
  await waitFor(() =>
    expect(client.calls.find(({ name }) => name === "wallet.btcliImport")?.input).toEqual({
      path: "/home/me/.bittensor/wallets/main",
      name: "main",
      hotkeys: ["a"],
      filePassword: PASSWORD,
    }),
  );
});

test("an address is watched without any secret", async () => {
  const client = createFakeClient(practising);
  client.answer("wallet.watch", () => wallet({ walletId: "w-7", name: "cold", kind: "watch", place: "none" }));
  renderPage(client, <App />, "#/wallet?add=watch");
  await screen.findByRole("dialog", { name: "Bring in a wallet" });
  type(/^Address/, COLDKEY);
  type(/^Wallet name/, "cold");
  click("Watch");
  await waitFor(() => expect(window.location.hash).toBe("#/wallet/w-7"));
  expect(client.calls.find(({ name }) => name === "wallet.watch")?.input).toEqual({ name: "cold", address: COLDKEY });
});
