import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { _electron, type ElectronApplication, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildAreas } from "#src/contract/client.ts";
import { plainEnv } from "#test/support/built-host.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Electron's executable, or why no real window can be opened on this machine. */
function findRuntime(): { file: string } | { missing: string } {
  const folder = join(root, "node_modules/electron");
  const pathFile = join(folder, "path.txt");
  const name = existsSync(pathFile) ? readFileSync(pathFile, "utf8") : "electron";
  const file = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, "dist"), name);
  if (!existsSync(file)) return { missing: "Electron's runtime is not on this machine" };
  if (process.platform === "linux" && process.getuid?.() === 0) {
    return { missing: "Electron's sandbox refuses to run as root" };
  }
  const screen = process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY;
  if (process.platform === "linux" && !screen) return { missing: "this machine has no screen" };
  return { file };
}

const runtime = findRuntime();
if ("missing" in runtime) process.stderr.write(`Real-window test skipped: ${runtime.missing}.\n`);

describe.runIf("file" in runtime)("the real window", () => {
  let profileDir: string;
  let app: ElectronApplication;
  let page: Page;

  beforeAll(async () => {
    profileDir = mkdtempSync(join(tmpdir(), "tausmith-window-"));
    const { ELECTRON_RUN_AS_NODE: _run, NODE_OPTIONS: _options, ...env } = plainEnv();
    app = await _electron.launch({
      executablePath: "file" in runtime ? runtime.file : "",
      args: [root, "--data", profileDir],
      env: env as Record<string, string>,
    });
    page = await app.firstWindow();
    await page.getByRole("button", { name: "Practise now" }).waitFor();
  });
  afterAll(async () => {
    await app?.close();
    rmSync(profileDir, { recursive: true, force: true });
  });

  test("shows our page, with the contract's functions and no Node", async () => {
    expect(page.url()).toMatch(/^app:\/\/tausmith\//);
    const found = await page.evaluate(() => {
      const own = (globalThis as unknown as { tausmith: Record<string, object> }).tausmith;
      return {
        functions: Object.entries(own).flatMap(([area, verbs]) => Object.keys(verbs).map((verb) => `${area}.${verb}`)),
        node: ["require", "process", "module", "Buffer"].filter((name) => name in globalThis),
      };
    });
    const areas = buildAreas({ call: async () => undefined as never, on: () => () => undefined });
    const wanted = Object.entries(areas).flatMap(([area, verbs]) =>
      Object.keys(verbs).map((verb) => `${area}.${verb}`),
    );
    expect(found).toEqual({ functions: wanted, node: [] });
  });

  test("has every safety flag on, read from the running window", async () => {
    const flags = await app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
        getLastWebPreferences(): Record<string, unknown>;
      };
      const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag } = contents.getLastWebPreferences();
      return { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag };
    });
    expect(flags).toEqual({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
    });
  });

  test("stays where it is and opens nothing", async () => {
    const before = page.url();
    await page.evaluate(() => {
      window.location.href = "https://example.invalid/";
    });
    expect(await page.evaluate(() => window.open("https://example.invalid/"))).toBeNull();
    expect([page.url(), app.windows().length]).toEqual([before, 1]);
  });

  test("has no network and no permissions", async () => {
    const found = await page.evaluate(async () => ({
      fetched: await fetch("http://127.0.0.1:1/").then(
        () => "answered",
        (error: Error) => error.name,
      ),
      camera: (await navigator.permissions.query({ name: "camera" as PermissionName })).state,
    }));
    expect(found).toEqual({ fetched: "TypeError", camera: "denied" });
  });

  test("answers calls and refuses malformed ones", async () => {
    const answers = await page.evaluate(async () => {
      const { tausmith } = globalThis as unknown as {
        tausmith: Record<string, Record<string, (input: unknown) => unknown>>;
      };
      return [await tausmith.app?.info?.({}), await tausmith.app?.info?.({ surprise: 1 })];
    });
    expect(answers).toMatchObject([
      { ok: true, value: { front: "desktop" } },
      { ok: false, error: { code: "INPUT_INVALID" } },
    ]);
  });
});
