import { afterAll, beforeAll, expect, it } from "vitest";
import { encodeAddress } from "#src/address/ss58.ts";
import { type BuiltHost, startBuiltHost } from "#test/support/built-host.ts";
import { launchBrowser, type Visit, visit } from "./support/browser.ts";
import { practiseNow } from "./support/flows.ts";

const CHAIN_LIMIT_MS = 60_000;
const FRESH = encodeAddress(new Uint8Array(32).fill(77));

let host: BuiltHost;
let browser: Awaited<ReturnType<typeof launchBrowser>>;
let seen: Visit;

beforeAll(async () => {
  host = await startBuiltHost("--port", "0");
  browser = await launchBrowser();
  seen = await visit(browser, { width: 1024, height: 700 });
  await seen.page.goto(host.openAddress);
  await practiseNow(seen.page);
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await host?.stop();
});

const page = () => seen.page;

/** Presses a button of the page, confirms its plan, and waits until it is final. */
async function carryOut(
  button: string,
  title: RegExp,
  done = page()
    .getByRole("list", { name: /is finalized/i })
    .last(),
): Promise<void> {
  await page().getByRole("button", { name: button, exact: true }).click();
  const dialog = page().getByRole("dialog", { name: title });
  await dialog.waitFor({ timeout: CHAIN_LIMIT_MS });
  const sign = dialog.getByRole("button", { name: "Sign and send" });
  const held = dialog.getByRole("button", { name: "Hold to sign and send" });
  if (await held.isVisible()) {
    await held.hover();
    await page().mouse.down();
    await dialog.waitFor({ state: "detached", timeout: CHAIN_LIMIT_MS });
    await page().mouse.up();
  } else {
    await sign.click();
    await dialog.waitFor({ state: "detached", timeout: CHAIN_LIMIT_MS });
  }
  await done.waitFor({ timeout: CHAIN_LIMIT_MS });
}

it("goes through a coldkey's arrangements: refused with a reason, signed, waited for, and told on Home", async () => {
  const { page: at } = seen;
  await at.getByRole("link", { name: "Wallet", exact: true }).click();
  await at.getByRole("link", { name: "Identity, takes, rewards, swaps" }).click();
  await at.getByLabel("Name", { exact: true }).fill("Füchse");
  await at.getByText("7 of 256 bytes").waitFor();
  await at.getByRole("button", { name: "Set identity" }).click();
  await at.getByText("IDENTITY_NEEDS_UID").waitFor({ timeout: CHAIN_LIMIT_MS });
  await seen.shoot("account-identity-dark");

  await at.getByRole("tab", { name: "Takes and children" }).click();
  await carryOut("Tie to coldkey", /^Confirm: Tie /, at.getByLabel("Take in percent"));
  await at.getByLabel("Take in percent").fill("9.5");
  await carryOut("Change take", /^Confirm: Lower the take/);
  await at.getByText("9.5003 %").first().waitFor({ timeout: CHAIN_LIMIT_MS });
  await at.getByLabel("Take in percent").fill("18.5");
  await at.getByRole("button", { name: "Change take" }).click();
  await at.getByText("TAKE_OUT_OF_RANGE").waitFor();
  await seen.shoot("account-takes-dark");

  await at.getByRole("tab", { name: "Rewards" }).click();
  await at.getByText("Nothing to claim").waitFor({ timeout: CHAIN_LIMIT_MS });
  await at.getByText("Recycle or burn alpha: for ever, for nothing").click();
  await seen.shoot("account-rewards-dark");

  await at.getByRole("tab", { name: "Swap keys" }).click();
  await at.getByLabel("New coldkey's address").fill(FRESH);
  await at.getByRole("region", { name: "Swap this coldkey" }).scrollIntoViewIfNeeded();
  await seen.shoot("account-swap-dark");
  await at.emulateMedia({ colorScheme: "light" });
  await seen.shoot("account-swap-light");
  await carryOut(
    "Announce the swap",
    /^Confirm: Announce the move/,
    at.getByRole("button", { name: "Move everything now" }),
  );
  await seen.shoot("account-announced-light");
  await at.getByRole("link", { name: "Home", exact: true }).click();
  const needs = at.getByRole("region", { name: "Needs you" });
  await needs
    .getByText(/(moves to a new coldkey|can be moved to its new coldkey)/)
    .waitFor({ timeout: CHAIN_LIMIT_MS });
  await needs.getByRole("link", { name: "Carry it out" }).click({ timeout: CHAIN_LIMIT_MS });
  await at.emulateMedia({ colorScheme: "dark" });
  await carryOut(
    "Move everything now",
    /^Confirm: Move everything/,
    at.getByRole("button", { name: "Announce the swap" }),
  );
  expect(seen.complaints).toEqual([]);
}, 300_000);
