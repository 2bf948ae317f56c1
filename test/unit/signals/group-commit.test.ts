import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createGroupCommit } from "#main/signals/group-commit.ts";
import { openStore, type Store } from "#main/store/store.ts";

let folder: string;
let store: Store;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tausmith-commit-"));
  store = openStore(join(folder, "test.sqlite"));
  store.db.exec("CREATE TABLE kept (value INTEGER UNIQUE) STRICT");
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

const insert = (value: number) => () => store.db.prepare("INSERT INTO kept VALUES (?)").run(value).lastInsertRowid;
const kept = () => store.db.prepare("SELECT value FROM kept ORDER BY value").all();

it("commits once for all that arrives in one tick, and gives each its value in order", async () => {
  const transaction = vi.spyOn(store, "transaction");
  const commit = createGroupCommit(store);
  const order: number[] = [];
  const values = await Promise.all(
    [5, 6, 7].map((value) =>
      commit.run(insert(value)).then((row) => {
        order.push(value);
        return row;
      }),
    ),
  );
  expect(values).toEqual([1, 2, 3]);
  expect(order).toEqual([5, 6, 7]);
  expect(transaction).toHaveBeenCalledTimes(1);
  await commit.run(insert(8));
  expect(transaction).toHaveBeenCalledTimes(2);
});

it("keeps nothing of a tick whose commit failed, tells everybody, and goes on", async () => {
  const commit = createGroupCommit(store);
  await commit.run(insert(1));
  const results = await Promise.allSettled([commit.run(insert(2)), commit.run(insert(1))]);
  expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(kept()).toEqual([{ value: 1 }]);
  await commit.run(insert(3));
  expect(kept()).toEqual([{ value: 1 }, { value: 3 }]);
});
