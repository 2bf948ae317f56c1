import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type BuiltHost, startBuiltHost } from "#test/support/built-host.ts";
import { launchBrowser, type Visit, visit } from "./support/browser.ts";

const fixtures = fileURLToPath(new URL("../fixtures/btcli", import.meta.url));
const PASSWORD = "paper boat on a lake";
/** A public test phrase and its address (substrate-bip39, sr25519, no path). */
const WORDS = "legal winner thank year wave sausage worth useful legal winner thank yellow".split(" ");
const FILE_PASSWORD = "testing-password-1";
const FILE_COLDKEY = "5DfhGyQdFobKM8NsWvEeAKk5EQQgYe9AydgJ7rMB6E1EqRzV";
/** Opening vaults and keyfiles takes half a gigabyte and some seconds, by design; many on a busy machine. */
const KEY_LIMIT_MS = 120_000;

interface Side extends Visit {
  readonly host: BuiltHost;
}

let browser: Browser;
let folder: string;
const sides: Side[] = [];

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tausmith-keys-"));
});
afterEach(async ({ task }) => {
  for (const [at, side] of sides.entries()) {
    if (task.result?.state === "fail") await side.shoot(`failed-${task.id}-${at}`);
    await side.context.close();
    expect(await side.host.stop()).toBe(0);
  }
  sides.length = 0;
  rmSync(folder, { recursive: true, force: true });
});

async function open(colorScheme: "dark" | "light" = "dark", width = 1440): Promise<Side> {
  const host = await startBuiltHost();
  const visitor = await visit(browser, { width, height: 900, colorScheme });
  visitor.page.setDefaultTimeout(KEY_LIMIT_MS);
  const side = { ...visitor, host };
  sides.push(side);
  await side.page.goto(host.openAddress);
  return side;
}

const button = (scope: Page | Locator, name: string | RegExp): Locator =>
  scope.getByRole("button", { name, exact: typeof name === "string" });
const goTo = (page: Page, path: string) => page.goto(`${new URL(page.url()).origin}/#/${path}`);

/** First run, the way in for keys that exist; opens the vault, which a machine without a keychain asks for. */
async function bringIn(page: Page): Promise<void> {
  await button(page, "Restore or link wallets").click();
  await page.getByLabel("Vault passphrase").fill(PASSWORD);
  await button(page, "Open vault").click();
  await page.getByLabel("Your words").waitFor();
}

async function restoreWords(page: Page, name: string): Promise<string> {
  await bringIn(page);
  await page.getByLabel("Your words").fill(WORDS.map((word, at) => `${at + 1}) ${word} `).join("\n"));
  await button(page, "Look at the key").click();
  const found = await page.getByRole("status", { name: "The key that was found" }).innerText();
  await page.getByLabel("Wallet name").fill(name);
  await page.getByLabel("New password").fill(PASSWORD);
  await page.getByLabel("Repeat password").fill(PASSWORD);
  await button(page, "Restore wallet").click();
  await page.getByRole("region", { name, exact: true }).waitFor();
  return /5[1-9A-HJ-NP-Za-km-z]{47}/.exec(found.replaceAll(/\s/g, ""))?.[0] ?? "";
}

/** Saves what a button offers as a file and gives its path. */
async function save(page: Page, trigger: Locator): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent("download"), trigger.click()]);
  const path = join(folder, download.suggestedFilename());
  await download.saveAs(path);
  return path;
}

describe("keys in a browser", { timeout: 400_000 }, () => {
  test("words restored at first run are shown again after the password only", async () => {
    const side = await open();
    const { page } = side;
    const address = await restoreWords(page, "old");
    expect(await page.getByRole("region", { name: "old", exact: true }).innerText()).toContain(address);
    await side.shoot("keys-01-wallet");

    await button(page, "More actions").click();
    await side.shoot("keys-02-actions");
    await page.getByRole("menuitem", { name: "Show words" }).click();
    const dialog = page.getByRole("dialog", { name: "Show words" });
    await dialog.getByLabel("Password", { exact: true }).fill("not this one");
    await button(dialog, "Show them").click();
    await dialog.getByText("AUTH_PASSWORD_WRONG").waitFor();
    await dialog.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await button(dialog, "Show them").click();
    const shown = page.getByRole("dialog", { name: "Words of old" });
    await shown.waitFor();
    const items = await shown.getByRole("list", { name: "Words" }).getByRole("listitem").allInnerTexts();
    expect(items.map((text) => text.replaceAll(/[^a-z]/g, ""))).toEqual(WORDS);
    await page.keyboard.press("Escape");
    await shown.waitFor({ state: "detached" });
    expect(await page.content()).not.toContain("sausage");
    // A refused password is an answer, not a complaint of the page.
    expect(side.complaints).toEqual([]);
  });

  test("a btcli folder is imported with its hotkey, and signs a message that anyone can check", async () => {
    cpSync(fixtures, folder, { recursive: true });
    for (const file of ["alpha/coldkey", "alpha/hotkeys/miner"]) chmodSync(join(folder, file), 0o600);
    const before = readFileSync(join(folder, "alpha/coldkey"));
    const side = await open("light");
    const { page } = side;
    await bringIn(page);
    await page.getByRole("tab", { name: "btcli folder" }).click();
    await page.getByLabel("Folder of btcli wallets").fill(folder);
    await button(page, "Read folder").click();
    await button(page, "Import alpha").click();
    const dialog = page.getByRole("dialog", { name: "Import alpha" });
    await side.shoot("keys-03-btcli");
    await dialog.getByLabel("Password of the coldkey file").fill(FILE_PASSWORD);
    await button(dialog, "Import wallet").click();
    const detail = page.getByRole("region", { name: "alpha", exact: true });
    await detail.waitFor();
    expect(await detail.innerText()).toContain(FILE_COLDKEY);
    expect(readFileSync(join(folder, "alpha/coldkey")).equals(before)).toBe(true);

    await goTo(page, "messages");
    const sign = page.getByRole("region", { name: "Sign a message" });
    await sign.getByLabel("Message", { exact: true }).fill("I am alpha");
    await sign.getByLabel("Password of alpha").fill(FILE_PASSWORD);
    await button(sign, "Sign message").click();
    const signed = page.getByRole("region", { name: "Signed message" });
    const signature = (await signed.locator("code").first().innerText()).trim();
    const verify = page.getByRole("region", { name: "Verify a signature" });
    await verify.getByLabel("Signed text", { exact: true }).fill("I am alpha");
    await verify.getByLabel("Address", { exact: true }).fill(FILE_COLDKEY);
    await verify.getByLabel("Signature").fill(signature);
    await button(verify, "Check signature").click();
    await verify.getByText(/^Valid/).waitFor();
    await side.shoot("keys-04-messages");
    await verify.getByLabel("Signed text", { exact: true }).fill("I am beta");
    await button(verify, "Check signature").click();
    await verify.getByText(/^Not valid/).waitFor();
    expect(side.complaints).toEqual([]);
  });

  test("a backup made in one profile brings its keys into another, after a preview", async () => {
    const first = await open();
    const address = await restoreWords(first.page, "old");
    await goTo(first.page, "settings/backup");
    const make = first.page.getByRole("region", { name: "Backup", exact: true });
    await make.getByLabel("New password").fill("a kite above the dunes");
    await make.getByLabel("Repeat password").fill("a kite above the dunes");
    const path = await save(first.page, button(make, "Make backup"));
    expect(readFileSync(path, "utf8")).not.toContain(WORDS[5]);

    const second = await open("light", 1024);
    const { page } = second;
    await bringIn(page);
    await page.getByRole("tab", { name: "Watch an address" }).click();
    await page.getByLabel("Address", { exact: true }).fill(FILE_COLDKEY);
    await page.getByLabel("Wallet name").fill("other");
    await button(page, "Watch").click();
    await page.getByRole("region", { name: "other", exact: true }).waitFor();
    await goTo(page, "settings/backup");
    const restore = page.getByRole("region", { name: "Backup", exact: true });
    await restore.getByText("Restore one").click();
    await restore.getByLabel("Backup file").setInputFiles(path);
    await restore.getByLabel("Passphrase of the backup").fill("a kite above the dunes");
    await button(restore, "Show what it would change").click();
    const changes = restore.getByRole("list", { name: "What restoring would change" });
    await changes.getByText("comes in").first().waitFor();
    await second.shoot("keys-05-backup");
    await button(restore, "Bring these in").click();
    await restore.getByText(/^Restored/).waitFor();
    await goTo(page, "wallet");
    await page.getByRole("region", { name: "Wallets" }).getByRole("link", { name: /^old/ }).click();
    const detail = page.getByRole("region", { name: "old", exact: true });
    await detail.waitFor();
    expect(await detail.innerText()).toContain(address);
    await second.shoot("keys-06-restored");
    expect([...first.complaints, ...second.complaints]).toEqual([]);
  });

  test("offline round trip: a watched coldkey registers, signed in another profile, only files passing", async () => {
    const cold = await open();
    const address = await restoreWords(cold.page, "cold");

    const online = await open();
    const { page } = online;
    await bringIn(page);
    await page.getByRole("tab", { name: "Watch an address" }).click();
    await page.getByLabel("Address", { exact: true }).fill(address);
    await page.getByLabel("Wallet name").fill("cold");
    await button(page, "Watch").click();
    await button(page, "Add hotkey").click();
    await page.getByLabel("Hotkey name").fill("miner");
    await button(page, "Make hotkey").click();
    await page.getByRole("region", { name: "cold / miner" }).waitFor();
    await page.getByRole("link", { name: /^cold/ }).first().click();
    await button(page, /^Get .* practice τ$/).click();
    await page.getByText("Practice τ arrived").waitFor();
    await goTo(page, "register?netuid=8");
    await button(page, "Sign on another machine").click();
    const given = page.getByRole("dialog", { name: "Sign on another machine" });
    await button(given, "Make the request").click();
    const request = await save(page, button(given, "Save request"));
    const fingerprint = JSON.parse(readFileSync(request, "utf8")).format as string;
    expect(fingerprint).toBe("tausmith-sign-request");
    await online.shoot("keys-07-request");

    await goTo(cold.page, "offline");
    const side = cold.page.getByRole("region", { name: "Sign a request" });
    await side.getByLabel("File with the request").setInputFiles(request);
    await side.getByText("SubtensorModule.register_limit").waitFor();
    const mark = await side.locator("code").first().innerText();
    expect(request).toContain(mark);
    expect(await given.innerText()).toContain(mark);
    await cold.shoot("keys-08-decoded");
    await side.getByLabel("Password of cold").fill(PASSWORD);
    await button(side, "Sign this request").click();
    const answer = await save(cold.page, button(side, "Save answer"));

    await given.getByRole("link", { name: "Take the answer back" }).click();
    const waiting = page.getByRole("region", { name: "Waiting for a signature" });
    await waiting.getByText(mark).waitFor();
    await waiting.getByLabel("File with the answer").setInputFiles(answer);
    const sent = page.getByRole("region", { name: "Sent" });
    await sent.getByRole("list", { name: /finalized/i }).waitFor();
    await online.shoot("keys-09-sent");
    expect([...cold.complaints, ...online.complaints]).toEqual([]);
  });
});
