import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const KEPT_FILES = 8;
const hexText = z.string().regex(/^0x6d657461[0-9a-f]+$/);

/** Metadata of runtimes met before, by genesis and spec version. A lost or broken file is only a slower start. */
export interface MetadataCache {
  read(genesisHash: string, specVersion: number): `0x${string}` | null;
  /** Spec versions of a chain whose metadata is here, newest first. */
  versions(genesisHash: string): number[];
  write(genesisHash: string, specVersion: number, metadata: string): void;
  /** Drops what turned out to be unreadable. */
  forget(genesisHash: string, specVersion: number): void;
}

/** Keeps metadata in `folder`, newest few files only. */
export function createMetadataCache(folder: string): MetadataCache {
  const fileOf = (genesisHash: string, specVersion: number) => join(folder, `${genesisHash}-${specVersion}.hex`);

  const trim = (): void => {
    const files = readdirSync(folder)
      .filter((name) => name.endsWith(".hex"))
      .map((name) => ({ path: join(folder, name), atMs: statSync(join(folder, name)).mtimeMs }))
      .sort((a, b) => b.atMs - a.atMs);
    for (const old of files.slice(KEPT_FILES)) unlinkSync(old.path);
  };

  return {
    read(genesisHash, specVersion) {
      try {
        return hexText.parse(readFileSync(fileOf(genesisHash, specVersion), "utf8")) as `0x${string}`;
      } catch {
        return null;
      }
    },
    versions(genesisHash) {
      try {
        return readdirSync(folder)
          .filter((name) => name.startsWith(`${genesisHash}-`) && name.endsWith(".hex"))
          .map((name) => Number(name.slice(genesisHash.length + 1, -".hex".length)))
          .filter(Number.isSafeInteger)
          .sort((a, b) => b - a);
      } catch {
        return [];
      }
    },
    write(genesisHash, specVersion, metadata) {
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        const file = fileOf(genesisHash, specVersion);
        writeFileSync(`${file}.part`, metadata, { mode: 0o600 });
        renameSync(`${file}.part`, file);
        trim();
      } catch {
        // A full disk must not keep anybody from connecting.
      }
    },
    forget(genesisHash, specVersion) {
      try {
        unlinkSync(fileOf(genesisHash, specVersion));
      } catch {
        // It is gone already, or stays and is found unreadable again.
      }
    },
  };
}
