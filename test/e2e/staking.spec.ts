import { afterAll, beforeAll, expect, it } from "vitest";
import { type BuiltHost, startBuiltHost } from "#test/support/built-host.ts";
import { launchBrowser, type Visit, visit } from "./support/browser.ts";
import { practiseNow } from "./support/flows.ts";

const CHAIN_LIMIT_MS = 60_000;

let host: BuiltHost;
let browser: Awaited<ReturnType<typeof launchBrowser>>;
let seen: Visit;

beforeAll(async () => {
  host = await startBuiltHost("--port", "0");
  browser = await launchBrowser();
  seen = await visit(browser, { width: 1440, height: 900 });
  await seen.page.goto(host.openAddress);
  await practiseNow(seen.page);
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await host?.stop();
});

it("stakes and unstakes from the page, every figure shown before, quoted against received after", async () => {
  const { page } = seen;
  await page.getByRole("link", { name: "Stake" }).click();
  await page.getByRole("button", { name: "Stake", exact: true }).first().click();
  const drawer = page.getByRole("dialog", { name: "Stake" });
  await drawer.getByRole("combobox", { name: "Subnet" }).click();
  await page.getByRole("option", { name: /^8 / }).click();
  await drawer.getByRole("combobox", { name: "Validator" }).click();
  await page.getByRole("option").first().click();
  await drawer.getByLabel("Amount (τ)").fill("1.0000000001");
  await drawer.getByText("Use 1.").waitFor();
  await drawer.getByLabel("Amount (τ)").fill("2");
  const card = drawer.getByRole("region", { name: "Fees and what comes of it" });
  await card.waitFor({ timeout: CHAIN_LIMIT_MS });
  for (const line of ["Base", "Length", "Weight", "Swap fee", "Price impact", "You receive, expected"]) {
    await card.getByText(line, { exact: true }).first().waitFor();
  }
  await seen.shoot("stake-drawer-dark");
  const button = drawer.getByRole("button", { name: /^Stake 2 τ/ });
  await button.click();
  const dialog = page.getByRole("dialog", { name: /^Confirm: Stake on subnet 8/ });
  await dialog.waitFor({ timeout: CHAIN_LIMIT_MS });
  await seen.shoot("stake-confirm-dark");
  const rehearsal = dialog.getByRole("region", { name: "Rehearsal" });
  await rehearsal.getByRole("button", { name: "Try it on a copy first" }).click();
  await rehearsal.getByText("It succeeds on the copy.").waitFor({ timeout: CHAIN_LIMIT_MS });
  await rehearsal.getByRole("table", { name: "Stake" }).waitFor();
  await seen.shoot("stake-rehearsed-dark");
  const held = dialog.getByRole("button", { name: "Hold to sign and send" });
  await held.hover();
  await page.mouse.down();
  await dialog.waitFor({ state: "detached", timeout: CHAIN_LIMIT_MS });
  await page.mouse.up();
  await drawer.getByRole("list", { name: /is finalized/i }).waitFor({ timeout: CHAIN_LIMIT_MS });
  await drawer.getByRole("rowheader", { name: "Received" }).waitFor();
  await seen.shoot("stake-done-dark");
  await drawer.getByRole("button", { name: "Done" }).click();
  const table = page.getByRole("table", { name: "Positions" });
  await table.getByRole("button", { name: "Unstake" }).first().waitFor({ timeout: CHAIN_LIMIT_MS });
  await seen.shoot("stake-positions-dark");
  await table.getByRole("button", { name: "Unstake" }).first().click();
  const out = page.getByRole("dialog", { name: "Unstake" });
  await out.getByLabel("Amount (α)").fill("1000000");
  await out.getByText("STAKING_ABOVE_AVAILABLE").waitFor({ timeout: CHAIN_LIMIT_MS });
  await out.getByLabel("Amount (α)").fill("10");
  await out.getByRole("button", { name: /^Unstake 10 α/ }).waitFor({ timeout: CHAIN_LIMIT_MS });
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 1024, height: 720 });
  await seen.shoot("unstake-drawer-1024");
  expect(seen.complaints).toEqual([]);
}, 180_000);
