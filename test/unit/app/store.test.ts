import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openStore } from "#main/store/store.ts";

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "tausmith-store-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

test("migrations run once each and a failing one leaves nothing behind", () => {
  const store = openStore(join(dir, "a.sqlite"));
  store.migrate("room", ["CREATE TABLE a (x INTEGER) STRICT"]);
  store.migrate("room", ["CREATE TABLE a (x INTEGER) STRICT", "INSERT INTO a VALUES (1)"]);
  expect(() => store.migrate("room", ["", "", "INSERT INTO a VALUES (2); INSERT INTO nowhere VALUES (1)"])).toThrow();
  expect(store.db.prepare("SELECT x FROM a").all()).toEqual([{ x: 1 }]);
  store.close();
});

test("a file that is no database and a profile of a newer version are refused by name", () => {
  writeFileSync(join(dir, "b.sqlite"), "this is not a database, it is a text of some length ".repeat(40));
  expect(() => openStore(join(dir, "b.sqlite"))).toThrow(expect.objectContaining({ code: "STORE_UNREADABLE" }));
  const store = openStore(join(dir, "c.sqlite"));
  store.migrate("room", ["CREATE TABLE a (x INTEGER) STRICT", "SELECT 1"]);
  expect(() => store.migrate("room", ["CREATE TABLE a (x INTEGER) STRICT"])).toThrow(
    expect.objectContaining({ code: "STORE_NEWER" }),
  );
  store.close();
});

test("a transaction that throws is rolled back", () => {
  const store = openStore(":memory:");
  store.db.exec("CREATE TABLE t (x INTEGER) STRICT");
  expect(() =>
    store.transaction(() => {
      store.db.exec("INSERT INTO t VALUES (1)");
      throw new Error("stop");
    }),
  ).toThrow("stop");
  expect(store.db.prepare("SELECT count(*) AS n FROM t").get()).toEqual({ n: 0 });
  store.close();
});

test("its files are for their owner alone, in a folder that others can look into too", () => {
  const store = openStore(join(dir, "d.sqlite"));
  store.migrate("room", ["CREATE TABLE a (x INTEGER) STRICT"]);
  const modes = readdirSync(dir).map((name) => statSync(join(dir, name)).mode & 0o777);
  expect(modes.length).toBeGreaterThan(1);
  expect(new Set(modes)).toEqual(new Set([0o600]));
  store.close();
});
