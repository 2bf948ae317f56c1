import { copyFileSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type BuiltHost, startBuiltHost } from "#test/support/built-host.ts";
import { launchBrowser, type Visit, visit } from "./support/browser.ts";
import { newWallet, practiseNow, processedMatrix, register, sendByCurl, startMiner } from "./support/flows.ts";

const ORDER = { trade_pair: "BTCUSD", order_type: "LONG", leverage: 0.1 };
const picture = fileURLToPath(new URL("../../docs/images/signal-matrix.png", import.meta.url));

let browser: Browser;
let host: BuiltHost;
let visitor: Visit;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

beforeEach(async () => {
  host = await startBuiltHost();
  visitor = await visit(browser, { width: 1440, height: 900 });
  await visitor.page.goto(host.openAddress);
});
afterEach(async ({ task }) => {
  if (task.result?.state === "fail") await visitor?.shoot(`failed-${task.id}`);
  await visitor?.context.close();
  expect(await host?.stop()).toBe(0);
});

/** Every validator's row of the matrix says accepted. */
async function expectAllAccepted(): Promise<void> {
  const matrix = await processedMatrix(visitor.page);
  const rows = await matrix.locator("tbody tr").allInnerTexts();
  expect(rows.length).toBeGreaterThan(0);
  for (const row of rows) expect(row).toMatch(/accepted/);
}

describe("the main job in a browser", () => {
  test("practise now: register, mine, a signal by curl, every validator accepts it", async () => {
    const { page } = visitor;
    // The address that was opened leads on to the page; only then is there a picture to take.
    await page.getByRole("button", { name: "Practise now" }).waitFor();
    await visitor.shoot("01-first-run");
    await practiseNow(page);
    await visitor.shoot("02-home");

    const bill = await register(page);
    for (const line of ["Base", "Length", "Weight", "Total fee"]) expect(bill.feeLines).toContain(line);
    expect(bill.confirmed).toContain("practice network, play money");
    expect(bill.confirmed).toContain("SubtensorModule.register_limit");
    await visitor.shoot("03-registered");

    await startMiner(page);
    await visitor.shoot("04-miner");
    expect(await sendByCurl(page, { ...ORDER, api_key: "wrong" })).toMatchObject({ status: 401 });
    expect(await sendByCurl(page, ORDER)).toMatchObject({ status: 200 });
    await expectAllAccepted();
    const shot = await visitor.shoot("05-signal");
    if (process.env.TAUSMITH_PICTURES) {
      mkdirSync(dirname(picture), { recursive: true });
      copyFileSync(shot, picture);
    }
    expect(visitor.complaints).toEqual([]);
  });

  test("a wallet of one's own: words, password, faucet, registration signed with the password, a signal", async () => {
    const { page } = visitor;
    const password = "correct horse battery staple 7";
    await newWallet(page, "main", password);
    await page.getByRole("button", { name: "Get 100 practice τ" }).click();
    await page.getByText("Practice τ arrived").waitFor();

    const bill = await register(page, password);
    expect(bill.confirmed).toContain("Signed by the coldkey of main");
    await startMiner(page);
    expect(await sendByCurl(page, ORDER)).toMatchObject({ status: 200 });
    await expectAllAccepted();
    expect(visitor.complaints).toEqual([]);
  });
});
