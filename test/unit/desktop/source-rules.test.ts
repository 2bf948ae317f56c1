import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const root = join(import.meta.dirname, "../../..");
const files = globSync("{main,preload,src,renderer}/**/*.{ts,tsx}", { cwd: root });
/** Files whose code, comments left out, matches. */
const naming = (pattern: RegExp): string[] =>
  files
    .filter((file) => {
      const code = readFileSync(join(root, file), "utf8").replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
      return pattern.test(code);
    })
    .sort();

it("keeps each power of Electron in the file that guards it", () => {
  expect(naming(/\bipcMain\b/)).toEqual(["main/desktop/register.ts"]);
  expect(naming(/new BrowserWindow\b/)).toEqual([
    "main/desktop/confirm/confirm-window.ts",
    "main/desktop/window/window.ts",
  ]);
  expect(naming(/\bshell\b.*from "electron"/)).toEqual(["main/desktop/security/external-links.ts"]);
  expect(naming(/\bopenExternal\(/)).toEqual(["main/desktop/security/external-links.ts"]);
  expect(naming(/\bcontextBridge\.exposeInMainWorld\b/)).toEqual(["preload/index.ts"]);
  expect(naming(/\b(webSecurity|contextIsolation|sandbox): false\b|nodeIntegration\w*: true\b/)).toEqual([]);
  expect(naming(/\b(loadFile|executeJavaScript|insertCSS|setAsDefaultProtocolClient)\(/)).toEqual([]);
});
