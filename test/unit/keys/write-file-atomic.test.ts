import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import * as files from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type WriteFiles, writeFileAtomic } from "#main/keys/write-file-atomic.ts";

const OLD = "the old content, whole";
const NEW = new TextEncoder().encode("the new content, whole and longer than before");

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tausmith-write-"));
  path = join(folder, "key");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const failure = (code: string): Error => Object.assign(new Error(code), { code });

/**
 * The real file operations, the `at`-th of which fails. `dead`: nothing works after it either, as after power loss.
 * A failing write leaves half of its bytes behind.
 */
function failingFiles(at: number, code: string, dead: boolean): { fs: WriteFiles; reached: () => boolean } {
  let count = 0;
  const step = async <T>(work: () => Promise<T>, half?: () => Promise<unknown>): Promise<T> => {
    count += 1;
    if (count === at) {
      await half?.();
      throw failure(code);
    }
    if (dead && count > at) throw failure("EIO");
    return work();
  };
  const open: typeof files.open = async (...args) => {
    const handle = await step(() => files.open(...args));
    return new Proxy(handle, {
      get(target, name) {
        if (name === "writeFile") {
          return (bytes: Uint8Array) =>
            step(
              () => target.writeFile(bytes),
              () => target.writeFile(bytes.subarray(0, bytes.length / 2)),
            );
        }
        if (name === "sync") return () => step(() => target.sync());
        const value = Reflect.get(target, name);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
  };
  const wrap =
    <A extends unknown[], R>(work: (...args: A) => Promise<R>) =>
    (...args: A): Promise<R> =>
      step(() => work(...args));
  const fs = {
    open,
    mkdir: wrap(files.mkdir as never),
    rename: wrap(files.rename),
    unlink: wrap(files.unlink),
    link: wrap(files.link),
    readFile: wrap(files.readFile as never),
  } as unknown as WriteFiles;
  return { fs, reached: () => count >= at };
}

describe.each([
  ["a full disk", "ENOSPC", false],
  ["power loss", "EIO", true],
])("%s at any step", (_, code, dead) => {
  test.each([
    ["replacing a file", true],
    ["a first file", false],
  ])("%s leaves the old or the new content, whole", async (_name, exists) => {
    for (let at = 1; ; at += 1) {
      if (exists) writeFileSync(path, OLD);
      else rmSync(path, { force: true });
      const { fs, reached } = failingFiles(at, code, dead);
      const error = await writeFileAtomic(path, NEW, { fs }).then(
        () => null,
        (caught) => caught,
      );
      if (!reached()) break;
      const names = readdirSync(folder).filter((name) => !name.startsWith("."));
      const text = names.includes("key") ? readFileSync(path, "utf8") : null;
      expect([exists ? OLD : null, new TextDecoder().decode(NEW)]).toContain(text);
      if (error) expect(error).toMatchObject({ code: "KEY_WRITE_FAILED" });
      if (!dead) expect(readdirSync(folder).filter((name) => name.startsWith("."))).toEqual([]);
      for (const name of readdirSync(folder)) rmSync(join(folder, name));
    }
  });
});

test("files and made folders are the owner's only", async () => {
  const deep = join(folder, "a", "b", "key");
  await writeFileAtomic(deep, NEW);
  expect(statSync(deep).mode & 0o777).toBe(0o600);
  expect(statSync(join(folder, "a")).mode & 0o777).toBe(0o700);
});

test("an exclusive write never replaces, also where the file system has no links", async () => {
  writeFileSync(path, OLD);
  const noLinks: WriteFiles = { ...files, link: () => Promise.reject(failure("EPERM")) };
  for (const fs of [files, noLinks]) {
    await expect(writeFileAtomic(path, NEW, { exclusive: true, fs })).rejects.toMatchObject({
      code: "KEY_FILE_EXISTS",
    });
    expect(readFileSync(path, "utf8")).toBe(OLD);
    const other = `${path}-${fs === files}`;
    await writeFileAtomic(other, NEW, { exclusive: true, fs });
    expect(readFileSync(other)).toEqual(Buffer.from(NEW));
  }
  expect(readdirSync(folder)).toHaveLength(3);
});

test("what does not read back replaces nothing", async () => {
  writeFileSync(path, OLD);
  await expect(writeFileAtomic(path, NEW, { check: async () => false })).rejects.toMatchObject({
    code: "KEY_WRITE_FAILED",
  });
  expect(readFileSync(path, "utf8")).toBe(OLD);
  await writeFileAtomic(path, NEW, { check: async (written) => Buffer.from(NEW).equals(written) });
  expect(readFileSync(path)).toEqual(Buffer.from(NEW));
});
