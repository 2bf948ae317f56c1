import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../../..");
const require = createRequire(join(root, "package.json"));
const { load } = require("js-yaml") as { load(text: string): Record<string, never> };
const config = load(readFileSync(join(root, "electron-builder.yml"), "utf8"));

describe("the installers' configuration", () => {
  it("is one that electron-builder takes", async () => {
    const { validateConfiguration } = require("app-builder-lib/out/util/config/config.js");
    const { DebugLogger } = require("builder-util");
    await validateConfiguration(config, new DebugLogger(false));
  });

  it("sets every fuse", () => {
    expect(config.electronFuses).toEqual({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      onlyLoadAppFromAsar: true,
      enableEmbeddedAsarIntegrityValidation: true,
      enableCookieEncryption: true,
      grantFileProtocolExtraPrivileges: false,
      loadBrowserProcessSpecificV8Snapshot: false,
      resetAdHocDarwinSignature: false,
    });
  });

  it("packs by an allow-list, the native module outside the archive", () => {
    const files = config.files as unknown as string[];
    expect(files).toContain("!node_modules/**");
    expect(
      files.filter((file) => file.startsWith("node_modules/")).every((file) => file.startsWith("node_modules/keytar/")),
    ).toBe(true);
    expect(config.asarUnpack).toEqual(["node_modules/keytar/**"]);
    expect(existsSync(join(root, "node_modules/keytar/prebuilds/linux-x64/keytar.node"))).toBe(true);
  });

  it("names what is there", () => {
    const { mac, linux, deb } = config as unknown as Record<string, Record<string, unknown>>;
    for (const file of [mac?.icon, mac?.entitlements, mac?.entitlementsInherit]) {
      expect(existsSync(join(root, String(file)))).toBe(true);
    }
    expect(existsSync(join(root, String(linux?.icon), "256x256.png"))).toBe(true);
    expect(deb?.depends).toContain("libsecret-1-0");
    expect(mac).toMatchObject({ hardenedRuntime: true, notarize: true });
    const entitlements = readFileSync(join(root, String(mac?.entitlements)), "utf8");
    expect([...entitlements.matchAll(/<key>(.*?)<\/key>/g)].map((match) => match[1])).toEqual([
      "com.apple.security.cs.allow-jit",
    ]);
  });
});
