import { act, cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { App } from "#renderer/app/App.tsx";
import type { WalletView } from "#src/contract/wallet.ts";
import { createFakeClient, practising } from "./support/fake-client.ts";
import { renderPage } from "./support/render.tsx";
import { COLDKEY, MY_HOTKEY, wallet } from "./support/samples.ts";

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const WORDS = "legal winner thank year wave sausage worth useful legal winner thank yellow".split(" ");
const PASSWORD = "paper boat on a lake";
const main = (over: Partial<WalletView> = {}): WalletView =>
  wallet({
    walletId: "w-1",
    name: "main",
    kind: "password",
    place: "keychain",
    hasWords: true,
    hotkeys: [{ name: "miner", address: MY_HOTKEY, place: "keychain", link: null, hasWords: true }],
    ...over,
  });

async function open(own: WalletView, hash = "#/wallet/w-1") {
  const client = createFakeClient(practising);
  client.answer("wallet.list", () => [own]);
  renderPage(client, <App />, hash);
  fireEvent.click(await screen.findByRole("button", { name: "More actions" }));
  await screen.findByRole("menuitem", { name: "Rename", hidden: true });
  return client;
}
/** jsdom lays nothing out, so a menu counts as out of sight. */
const choose = (name: string) => fireEvent.click(screen.getByRole("menuitem", { name, hidden: true }));
const fill = (scope: HTMLElement, label: string | RegExp, value: string) =>
  fireEvent.change(within(scope).getByLabelText(label, { selector: "input,textarea" }), { target: { value } });
const inputOf = (client: ReturnType<typeof createFakeClient>, wanted: string) =>
  client.calls.find(({ name }) => name === wanted)?.input;

test("words are shown after the password, over the page, and go when the window loses the focus", async () => {
  const client = await open(main());
  client.answer("wallet.show", () => ({ address: COLDKEY, words: WORDS, seed: null, path: "//miner" }));
  choose("Show words");
  const dialog = await screen.findByRole("dialog", { name: "Show words" });
  fill(dialog, /^Password/, PASSWORD);
  fireEvent.click(within(dialog).getByRole("button", { name: "Show them" }));
  const shown = await screen.findByRole("dialog", { name: "Words of main" });
  expect(within(shown).getAllByRole("listitem").length).toBeGreaterThanOrEqual(12);
  expect(shown.textContent).toContain("sausage");
  expect(shown.textContent).toContain("//miner");
  expect(inputOf(client, "wallet.show")).toEqual({ walletId: "w-1", password: PASSWORD });
  act(() => void fireEvent.blur(window));
  await waitFor(() => expect(screen.queryByRole("dialog", { name: "Words of main" })).toBeNull());
  expect(document.body.textContent).not.toContain("sausage");
});

test("shown words hide by themselves after a minute", async () => {
  const client = await open(main());
  client.answer("wallet.show", () => ({ address: COLDKEY, words: WORDS, seed: null, path: null }));
  choose("Show words");
  const dialog = await screen.findByRole("dialog", { name: "Show words" });
  fill(dialog, /^Password/, PASSWORD);
  vi.useFakeTimers();
  fireEvent.click(within(dialog).getByRole("button", { name: "Show them" }));
  await act(() => vi.advanceTimersByTimeAsync(1_000));
  expect(document.body.textContent).toContain("sausage");
  await act(() => vi.advanceTimersByTimeAsync(60_000));
  expect(document.body.textContent).not.toContain("sausage");
});

test("removing a coldkey asks for its words or a backup besides the password", async () => {
  const client = await open(main());
  client.answer("wallet.remove", () => []);
  choose("Remove");
  const dialog = await screen.findByRole("dialog", { name: "Remove main?" });
  const remove = within(dialog).getByRole("button", { name: "Remove wallet" });
  fill(dialog, /^Password/, PASSWORD);
  expect(remove).toHaveProperty("disabled", true);
  fill(dialog, /^Your words/, WORDS.slice(1).join(" "));
  expect(remove).toHaveProperty("disabled", true);
  fill(dialog, /^Your words/, WORDS.join(" "));
  expect(remove).toHaveProperty("disabled", false);
  fireEvent.click(remove);
  await waitFor(() =>
    expect(inputOf(client, "wallet.remove")).toEqual({ walletId: "w-1", password: PASSWORD, words: WORDS.join(" ") }),
  );
});

test("a watched wallet goes without proof, and offers nothing that needs its secret", async () => {
  const client = await open(main({ kind: "watch", place: "none", hasWords: false, hotkeys: [] }));
  client.answer("wallet.remove", () => []);
  for (const name of ["Show words", "Move secret", "Export to btcli", "Sign a message"]) {
    expect(screen.queryByRole("menuitem", { name, hidden: true })).toBeNull();
  }
  choose("Remove");
  const dialog = await screen.findByRole("dialog", { name: "Remove main?" });
  fireEvent.click(within(dialog).getByRole("button", { name: "Remove wallet" }));
  await waitFor(() => expect(inputOf(client, "wallet.remove")).toEqual({ walletId: "w-1" }));
});

test("a hotkey is renamed, and stays chosen under its new name", async () => {
  const client = await open(main(), "#/wallet/w-1/miner");
  client.answer("wallet.renameHotkey", () => main());
  choose("Rename");
  const dialog = await screen.findByRole("dialog", { name: "Rename" });
  fill(dialog, /^New name/, "rig one");
  fireEvent.click(within(dialog).getByRole("button", { name: "Rename key" }));
  await waitFor(() => expect(window.location.hash).toBe("#/wallet/w-1/rig%20one"));
  expect(inputOf(client, "wallet.renameHotkey")).toEqual({ walletId: "w-1", hotkeyName: "miner", name: "rig one" });
});

test("a secret is moved; where that fails it says that nothing changed", async () => {
  const client = await open(main());
  client.answer("wallet.move", () => ({ code: "KEY_VAULT_CLOSED", message: "The vault is closed.", hint: "Open it." }));
  choose("Move secret");
  const dialog = await screen.findByRole("dialog", { name: "Move secret" });
  fireEvent.click(within(dialog).getByRole("button", { name: "Move it" }));
  const alert = await within(dialog).findByRole("alert");
  expect(alert.textContent).toContain("It stays where it is");
  expect(within(alert).getByRole("link", { name: "Open vault" })).toBeTruthy();
  expect(inputOf(client, "wallet.move")).toEqual({ walletId: "w-1", to: "vault", removeFile: false });
});

test("the export tells the files it wrote", async () => {
  const client = await open(main());
  client.answer("wallet.btcliExport", () => ({ path: "/w/main", files: ["/w/main/coldkey", "/w/main/hotkeys/miner"] }));
  choose("Export to btcli");
  const dialog = await screen.findByRole("dialog", { name: "Export to btcli" });
  fill(dialog, "Password of main", PASSWORD);
  fireEvent.click(within(dialog).getByRole("button", { name: "Write files" }));
  const files = await screen.findByRole("list", { name: "Files written" });
  expect(within(files).getAllByRole("listitem")).toHaveLength(2);
  expect(inputOf(client, "wallet.btcliExport")).toEqual({
    walletId: "w-1",
    name: "main",
    overwrite: false,
    password: PASSWORD,
  });
});

test("the yearly check asks for three words and the password", async () => {
  const client = createFakeClient(practising);
  client.answer("wallet.list", () => [main({ wordsCheckDue: true, wordsCheckedAtMs: 1_700_000_000_000 })]);
  client.answer("wallet.askWords", () => ({ asks: [1, 5, 7] }));
  client.answer("wallet.confirmWords", () => main());
  renderPage(client, <App />, "#/wallet/w-1");
  expect(await screen.findByText("Time to check your words.")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Check words" }));
  const dialog = await screen.findByRole("dialog", { name: "Check your words" });
  await within(dialog).findByLabelText("Word 2");
  for (const at of [2, 6, 8]) fill(dialog, `Word ${at}`, ` ${WORDS[at - 1]?.toUpperCase()} `);
  fill(dialog, /^Password/, PASSWORD);
  fireEvent.click(within(dialog).getByRole("button", { name: "Check them" }));
  await waitFor(() =>
    expect(inputOf(client, "wallet.confirmWords")).toEqual({
      walletId: "w-1",
      password: PASSWORD,
      answers: [
        { index: 1, word: "winner" },
        { index: 5, word: "sausage" },
        { index: 7, word: "useful" },
      ],
    }),
  );
});

test("messages are signed with the chosen key; a pasted JSON fills the check", async () => {
  const client = createFakeClient(practising);
  const signed = { address: MY_HOTKEY, message: "hello", form: "bytes" as const, signature: `0x${"ab".repeat(64)}` };
  client.answer("wallet.list", () => [main()]);
  client.answer("wallet.sign", () => signed);
  client.answer("wallet.verify", () => ({ valid: true, form: "bytes" as const }));
  renderPage(client, <App />, "#/messages?wallet=w-1&hotkey=miner");
  const sign = await screen.findByRole("region", { name: "Sign a message" });
  fill(sign, "Message", "hello");
  fireEvent.click(within(sign).getByRole("button", { name: "Sign message" }));
  await screen.findByRole("region", { name: "Signed message" });
  expect(inputOf(client, "wallet.sign")).toEqual({
    walletId: "w-1",
    hotkeyName: "miner",
    message: "hello",
    encoding: "text",
    form: "bytes",
  });
  const verify = screen.getByRole("region", { name: "Verify a signature" });
  fill(verify, /^Signed text/, JSON.stringify(signed));
  fireEvent.click(within(verify).getByRole("button", { name: "Check signature" }));
  await within(verify).findByText(/^Valid, signed between/);
  expect(inputOf(client, "wallet.verify")).toMatchObject({ address: MY_HOTKEY, message: "hello" });
});

test("the address book adds, changes and removes an entry", async () => {
  const client = createFakeClient(practising);
  const entry = { address: COLDKEY, label: "exchange", note: "", updatedAtMs: 1_790_000_000_000 };
  client.answer("wallet.addresses", () => []);
  client.answer("wallet.saveAddress", () => [entry]);
  client.answer("wallet.removeAddress", () => []);
  renderPage(client, <App />, "#/addresses");
  expect(await screen.findByText("No addresses yet")).toBeTruthy();
  const add = screen.getByRole("region", { name: "Add an address" });
  fill(add, "Address", COLDKEY);
  fill(add, "Name", "exchange");
  client.answer("wallet.addresses", () => [entry]);
  fireEvent.click(within(add).getByRole("button", { name: "Save" }));
  const table = await screen.findByRole("table", { name: "Addresses" });
  fireEvent.click(await within(table).findByText("exchange"));
  const change = await screen.findByRole("region", { name: "Change exchange" });
  client.answer("wallet.addresses", () => []);
  fireEvent.click(within(change).getByRole("button", { name: "Remove" }));
  expect(await screen.findByText("No addresses yet")).toBeTruthy();
  expect(inputOf(client, "wallet.removeAddress")).toEqual({ address: COLDKEY });
});
