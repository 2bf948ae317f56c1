import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";

const runFile = promisify(execFile);
/** The chain makes a block a second; finality takes some of them. */
const CHAIN_LIMIT_MS = 60_000;

/** First run, the short way. */
export async function practiseNow(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Practise now" }).click();
  await page.getByRole("region", { name: "What's next" }).waitFor({ timeout: CHAIN_LIMIT_MS });
}

/** First run with a real wallet: the words are read from the page, as a person reads them, and three are given back. */
export async function newWallet(page: Page, name: string, password: string): Promise<void> {
  await page.getByRole("button", { name: "Start with a new wallet" }).click();
  const passphrase = page.getByLabel("Vault passphrase");
  const nameField = page.getByLabel("Wallet name");
  await passphrase.or(nameField).first().waitFor();
  if (await passphrase.isVisible()) {
    await passphrase.fill(password);
    await page.getByRole("button", { name: "Open vault" }).click();
  }
  await nameField.fill(name);
  await page.getByRole("button", { name: "Make words" }).click();

  const dialog = page.getByRole("dialog", { name: "Your words" });
  const items = dialog.getByRole("list", { name: "Words" }).getByRole("listitem");
  expect(await items.first().innerText()).not.toMatch(/[a-z]/);
  await dialog.getByRole("button", { name: "Show the words" }).click();
  const words = (await items.allInnerTexts()).map((text) => text.replace(/[^a-z]/g, ""));
  expect(words).toHaveLength(12);
  await dialog.getByRole("button", { name: "I have written them down" }).click();

  const asked = page.getByLabel(/^Word \d+$/);
  await asked.first().waitFor();
  expect(await asked.count()).toBe(3);
  for (const field of await asked.all()) {
    const place = Number(
      (await field.evaluate((input: HTMLInputElement) => input.labels?.[0]?.textContent ?? "")).slice(5),
    );
    await field.fill(words[place - 1] ?? "");
  }
  await page.getByRole("button", { name: "Check the words" }).click();
  await page.getByLabel("New password").fill(password);
  await page.getByLabel("Repeat password").fill(password);
  await page.getByRole("button", { name: "Create wallet" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
}

/** Presses a button for as long as it wants. */
async function hold(page: Page, button: Locator, done: Locator): Promise<void> {
  await button.hover();
  await page.mouse.down();
  await done.waitFor({ state: "detached" });
  await page.mouse.up();
}

/** What the bill said before it was signed. */
export interface SeenBill {
  readonly feeLines: string;
  readonly confirmed: string;
}

/** Registers the hotkey on the signals subnet, from the bill to the UID. */
export async function register(page: Page, password?: string): Promise<SeenBill> {
  await page.goto(`${new URL(page.url()).origin}/#/register?netuid=8`);
  const go = page.getByRole("button", { name: /^Register for at most/ });
  await go.waitFor({ timeout: CHAIN_LIMIT_MS });
  const feeLines = await page.getByRole("region", { name: "Transaction fee" }).innerText();
  await go.click();

  const dialog = page.getByRole("dialog", { name: /^Confirm: / });
  await dialog.waitFor();
  const confirmed = await dialog.innerText();
  if (password !== undefined) await dialog.getByLabel(/^Password of/).fill(password);
  const sign = dialog.getByRole("button", { name: /sign and send/i });
  if (/^hold/i.test(await sign.innerText())) await hold(page, sign, dialog);
  else await sign.click();
  await page.getByRole("heading", { name: /^UID \d+$/ }).waitFor({ timeout: CHAIN_LIMIT_MS });
  return { feeLines, confirmed };
}

/** Creates a miner for the registered hotkey and starts it. */
export async function startMiner(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Create a miner with it" }).click();
  await page.getByRole("dialog", { name: "Create a miner" }).getByRole("button", { name: "Create miner" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  const start = page.getByRole("button", { name: /^Start / });
  const stop = page.getByRole("button", { name: /^Stop / });
  await start.or(stop).first().waitFor();
  if (await start.isVisible()) await start.click();
  await stop.waitFor({ timeout: CHAIN_LIMIT_MS });
}

/** Sends one signal as an outside trading tool does: the address and key from the Intake panel, `curl` as the tool. */
export async function sendByCurl(
  page: Page,
  order: Readonly<Record<string, string | number>>,
): Promise<{ readonly status: number; readonly body: string }> {
  await page.goto(`${new URL(page.url()).origin}/#/signals`);
  const intake = page.getByRole("region", { name: "Intake" });
  await intake.getByText("listening", { exact: true }).waitFor({ timeout: CHAIN_LIMIT_MS });
  const url = await intake
    .getByText(/^http:\/\/127\.0\.0\.1:\d+\//)
    .first()
    .innerText();
  await intake.getByRole("button", { name: "Show API key" }).click();
  await intake.getByRole("button", { name: "Hide API key" }).waitFor();
  const key = await intake.locator("code[aria-live]").innerText();
  await intake.getByRole("button", { name: "Hide API key" }).click();
  const body = JSON.stringify({ api_key: key, ...order });
  const { stdout } = await runFile("curl", [
    "--silent",
    "--show-error",
    "--header",
    "content-type: application/json",
    "--data",
    body,
    "--write-out",
    "\n%{http_code}",
    url.trim(),
  ]);
  const at = stdout.lastIndexOf("\n");
  return { status: Number(stdout.slice(at + 1)), body: stdout.slice(0, at) };
}

/** Opens the newest signal once it is processed; gives the matrix. */
export async function processedMatrix(page: Page): Promise<Locator> {
  const table = page.getByRole("table", { name: "Signals" });
  const row = table.getByRole("row").filter({ hasText: "processed" }).first();
  await row.waitFor({ timeout: CHAIN_LIMIT_MS });
  await row.click();
  const matrix = page.getByRole("table", { name: "Validator matrix" });
  await matrix.waitFor();
  return matrix;
}
