import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createLogger } from "#main/log/logger.ts";

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "tausmith-log-"));
});
afterEach(() => rmSync(dir, { recursive: true }));

test("secrets are blanked by their name at any depth that is logged, in a folder of the owner's", () => {
  const log = createLogger(dir);
  log.info(
    { password: "opensesame", input: { apiKey: "opensesame", nested: { words: "opensesame" } }, port: 8088 },
    "x",
  );
  log.warn({ body: { api_key: "opensesame" }, hotkey: { seed: "opensesame", address: "5F" } }, "y");
  const text = readFileSync(join(dir, "logs", "tausmith.log"), "utf8");
  expect(text).not.toContain("opensesame");
  expect(
    text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as unknown),
  ).toMatchObject([
    { password: "[hidden]", input: { apiKey: "[hidden]", nested: { words: "[hidden]" } }, port: 8088, msg: "x" },
    { body: { api_key: "[hidden]" }, hotkey: { seed: "[hidden]", address: "5F" }, msg: "y" },
  ]);
  expect(statSync(join(dir, "logs")).mode & 0o077).toBe(0);
  expect(statSync(join(dir, "logs", "tausmith.log")).mode & 0o077).toBe(0);
});
