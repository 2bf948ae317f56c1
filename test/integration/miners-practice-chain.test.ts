import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ApiPromise, WsProvider } from "@polkadot/api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { silentLogger } from "#main/log/logger.ts";
import { practiceValidatorHotkey } from "#main/practice/genesis/keys.ts";
import { createPractice, type Practice } from "#main/practice/practice.ts";
import { type ChainLink, connectChain } from "#main/practice/validators/chain-link.ts";

const NETUID = 8;
const STRANGER = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";

let dir: string;
let practice: Practice;
let api: ApiPromise;
let link: ChainLink;
const warnings: string[] = [];

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "tausmith-practice-"));
  practice = createPractice({ dir, log: silentLogger(), port: 0, blockTimeMs: 250, validators: false });
  const { url } = await practice.start();
  api = await ApiPromise.create({ provider: new WsProvider(url) as never, noInitWarn: true });
  link = connectChain(
    url,
    () => Date.now(),
    (text) => warnings.push(text),
  );
});

afterAll(async () => {
  await link.close();
  await api.disconnect();
  await practice.stop();
  rmSync(dir, { recursive: true, force: true });
});

describe("a practice validator on its chain", () => {
  it("knows who holds a UID", async () => {
    const { address } = await practiceValidatorHotkey(NETUID, 0);
    expect(await link.isRegistered(NETUID, address)).toBe(true);
    expect(await link.isRegistered(NETUID, STRANGER)).toBe(false);
  });

  it("sets weights for miners that hold a UID, as any client would", async () => {
    const query = api.query.subtensorModule!;
    const key = await practiceValidatorHotkey(NETUID, 1);
    const miners = await Promise.all([10, 11].map(async (uid) => String(await query.keys!(NETUID, uid))));
    const own = Number(await query.uids!(NETUID, key.address));
    const stored = new Promise<unknown>((resolve) => {
      void query.weights!(NETUID, own, (weights: { toJSON(): unknown }) => {
        const value = weights.toJSON() as unknown[];
        if (value.length === 2) resolve(value);
      });
    });
    const scores = new Map([
      [miners[0] as string, 2],
      [miners[1] as string, 1],
      [STRANGER, 5],
    ]);
    const { address, publicKey, secretKey } = key;
    await link.setWeights({ netuid: NETUID, hotkey: address, publicKey, secretKey }, scores);
    expect(warnings).toEqual([]);
    expect(await stored).toEqual([
      [10, 65_535],
      [11, 32_768],
    ]);
  });
});
