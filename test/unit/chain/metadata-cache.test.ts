import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createMetadataCache } from "#main/chain/metadata-cache.ts";

const GENESIS = `0x${"ab".repeat(32)}`;

describe("the metadata cache", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "tausmith-metadata-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("gives back what it was given, by genesis and spec version only", () => {
    const cache = createMetadataCache(join(folder, "deep"));
    cache.write(GENESIS, 424, "0x6d65746110");
    expect(cache.read(GENESIS, 424)).toBe("0x6d65746110");
    expect(cache.read(GENESIS, 425)).toBeNull();
    cache.write(GENESIS, 1_000, "0x6d65746110");
    expect(cache.versions(GENESIS)).toEqual([1_000, 424]);
    expect(cache.versions(`0x${"cd".repeat(32)}`)).toEqual([]);
    expect(cache.read(`0x${"cd".repeat(32)}`, 424)).toBeNull();
  });

  it("takes a damaged file for none", () => {
    const cache = createMetadataCache(folder);
    for (const damage of ["", "0x", "0x6d65746", "<html>", "0x00000000"]) {
      writeFileSync(join(folder, `${GENESIS}-424.hex`), damage.endsWith("6") ? `${damage}z` : damage);
      expect(cache.read(GENESIS, 424)).toBeNull();
    }
  });

  it("drops what is told to be unreadable", () => {
    const cache = createMetadataCache(folder);
    cache.write(GENESIS, 424, "0x6d65746110");
    cache.forget(GENESIS, 424);
    cache.forget(GENESIS, 424);
    expect(cache.read(GENESIS, 424)).toBeNull();
  });

  it("keeps a few runtimes and no half-written file", () => {
    const cache = createMetadataCache(folder);
    for (let version = 1; version <= 20; version += 1) cache.write(GENESIS, version, "0x6d65746110");
    const files = readdirSync(folder);
    expect(files.length).toBeLessThanOrEqual(8);
    expect(files.every((name) => name.endsWith(".hex"))).toBe(true);
  });

  it("lets the app connect when the folder cannot be written", () => {
    writeFileSync(join(folder, "file"), "");
    const cache = createMetadataCache(join(folder, "file"));
    cache.write(GENESIS, 424, "0x6d65746110");
    expect(cache.read(GENESIS, 424)).toBeNull();
  });
});
