import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";

/** A busy machine draws slowly. */
const SHOT_LIMIT_MS = 90_000;
const shots = fileURLToPath(new URL("../../../test-results/screenshots", import.meta.url));

/** A headless Chromium that talks to nobody but the pages it is shown. `flags` add to its own. */
export function launchBrowser(...flags: readonly string[]): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH;
  return chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", ...flags],
  });
}

/** What a page said that it should not have: errors, failed requests, refusals of its own policy. */
export interface Visit {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly complaints: readonly string[];
  shoot(name: string): Promise<string>;
}

/** A fresh visitor with a window of the given size, dark or light. */
export async function visit(
  browser: Browser,
  options: { readonly width?: number; readonly height?: number; readonly colorScheme?: "dark" | "light" } = {},
): Promise<Visit> {
  const { width = 1280, height = 860, colorScheme = "dark" } = options;
  const context = await browser.newContext({ viewport: { width, height }, colorScheme });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(`console: ${message.text()}`);
  });
  return {
    context,
    page,
    complaints,
    async shoot(name) {
      mkdirSync(shots, { recursive: true });
      const path = join(shots, `${name}.png`);
      await page.screenshot({ path, timeout: SHOT_LIMIT_MS });
      return path;
    },
  };
}
