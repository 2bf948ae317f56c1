import { afterAll, beforeAll, expect, it } from "vitest";
import { type BuiltHost, startBuiltHost } from "#test/support/built-host.ts";
import { ALICE } from "#test/support/sample-plan.ts";
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

/** Fills the stake drawer for a subnet and puts the order into the basket. */
async function addStake(netuid: number, tao: string): Promise<void> {
  const { page } = seen;
  await page.goto(`${host.origin}/#/stake?action=stake`);
  const drawer = page.getByRole("dialog", { name: "Stake" });
  await drawer.getByRole("combobox", { name: "Subnet" }).click();
  await page.getByRole("option", { name: new RegExp(`^${netuid} `) }).click();
  await drawer.getByRole("combobox", { name: "Validator" }).click();
  await page.getByRole("option").first().click();
  await drawer.getByLabel("Amount (τ)").fill(tao);
  await drawer.getByRole("region", { name: "Fees and what comes of it" }).waitFor({ timeout: CHAIN_LIMIT_MS });
  await drawer.getByRole("button", { name: "Add to basket" }).click();
  await page.getByText("In the basket", { exact: true }).last().waitFor({ timeout: CHAIN_LIMIT_MS });
}

it("fills the basket from the drawers, sends it as one, and shows each item's own result", async () => {
  const { page } = seen;
  await addStake(8, "3");
  await addStake(3, "2");
  await page.goto(`${host.origin}/#/stake?action=send`);
  const drawer = page.getByRole("dialog", { name: "Send TAO" });
  await drawer.getByLabel("To address").fill(ALICE);
  await drawer.getByLabel("Amount (τ)").fill("1");
  await drawer.getByRole("button", { name: /^Send 1 τ/ }).waitFor({ timeout: CHAIN_LIMIT_MS });
  await drawer.getByRole("button", { name: "Add to basket" }).click();
  await page.getByRole("link", { name: "Basket, 3" }).waitFor({ timeout: CHAIN_LIMIT_MS });
  await page.goto(`${host.origin}/#/basket`);
  const together = page.getByRole("region", { name: "Together" });
  await together.getByText("Saved by the batch").waitFor({ timeout: CHAIN_LIMIT_MS });
  await page.getByRole("region", { name: "Transaction fee" }).getByText("Of this, by call").waitFor();
  await seen.shoot("basket-dark");
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 1024, height: 700 });
  await seen.shoot("basket-light-1024");
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ colorScheme: "dark" });
  await page.getByRole("button", { name: "Send 3 as one" }).click();
  const dialog = page.getByRole("dialog", { name: "Confirm: Batch of 3 items" });
  await dialog.waitFor({ timeout: CHAIN_LIMIT_MS });
  await seen.shoot("basket-confirm-dark");
  const held = dialog.getByRole("button", { name: "Hold to sign and send" });
  await held.hover();
  await page.mouse.down();
  await dialog.waitFor({ state: "detached", timeout: CHAIN_LIMIT_MS });
  await page.mouse.up();
  const items = page.getByRole("list", { name: "Items of the batch" });
  await page.getByRole("list", { name: /is finalized/i }).waitFor({ timeout: CHAIN_LIMIT_MS });
  expect(await items.getByText("done", { exact: true }).count()).toBe(3);
  await seen.shoot("basket-sent-dark");
  expect(await page.getByRole("link", { name: /^Basket,/ }).count()).toBe(0);
}, 240_000);

it("plans a target, a sweep, parts and weights, and hands them to the basket", async () => {
  const { page } = seen;
  await page.goto(`${host.origin}/#/planners`);
  await page.getByLabel("Amount that shall arrive (τ)").fill("1.5");
  await page.getByRole("button", { name: "Work it out" }).click();
  const arrives = page.getByRole("region", { name: "What arrives" });
  await arrives.getByText("1.500000000 τ").waitFor({ timeout: CHAIN_LIMIT_MS });
  await seen.shoot("planners-target-dark");
  await page.getByRole("tab", { name: "Sweep" }).click();
  await page.getByRole("region", { name: "Stays" }).waitFor({ timeout: CHAIN_LIMIT_MS });
  await seen.shoot("planners-sweep-dark");
  await page.getByRole("tab", { name: "Split" }).click();
  await page.getByRole("combobox", { name: "Subnet" }).click();
  await page.getByRole("option", { name: /^8 / }).click();
  await page.getByRole("combobox", { name: "Validator" }).click();
  await page.getByRole("option").first().click();
  await page.getByRole("textbox", { name: "Amount (τ)" }).fill("60");
  await page.getByRole("button", { name: "Work it out" }).click();
  await page.getByRole("region", { name: "Parts against one go" }).waitFor({ timeout: CHAIN_LIMIT_MS });
  await seen.shoot("planners-split-dark");
  await page.getByRole("tab", { name: "Rebalance" }).click();
  const shares = page.getByLabel("Share (%)");
  await shares.nth(1).waitFor({ timeout: CHAIN_LIMIT_MS });
  await shares.nth(0).fill("50");
  await shares.nth(1).fill("50");
  await page.getByRole("button", { name: "Work it out" }).click();
  await page.getByRole("region", { name: "Shares" }).waitFor({ timeout: CHAIN_LIMIT_MS });
  await seen.shoot("planners-rebalance-dark");
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 1024, height: 700 });
  await seen.shoot("planners-rebalance-light-1024");
  expect(seen.complaints).toEqual([]);
}, 240_000);
