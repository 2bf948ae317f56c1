import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { silentLogger } from "#main/log/logger.ts";
import { fromSs58 } from "#main/practice/describe/index.ts";
import { Axons } from "#main/practice/pallets/subtensor/storage/index.ts";
import { AxonInfo } from "#main/practice/pallets/subtensor/types.ts";
import { createPractice, type Practice } from "#main/practice/practice.ts";
import { decode, fromHex } from "#main/practice/scale/index.ts";
import { connectRaw } from "#test/support/raw-rpc.ts";

const ALICE = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
const closing: (() => unknown)[] = [];

function newPractice(options: { validators: boolean; port?: number; dir?: string }): {
  practice: Practice;
  dir: string;
} {
  const dir = options.dir ?? mkdtempSync(join(tmpdir(), "practice-"));
  const practice = createPractice({ log: silentLogger(), blockTimeMs: 100, ...options, dir });
  if (!options.dir) closing.push(() => rmSync(dir, { recursive: true, force: true }));
  closing.push(() => practice.stop());
  return { practice, dir };
}

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

describe("the practice network's supervisor", () => {
  it("starts node and validators, and publishes where they listen", async () => {
    const { practice } = newPractice({ validators: true });
    const [{ url }, again] = await Promise.all([practice.start(), practice.start()]);
    expect(again.url).toBe(url);
    await practice.validatorsReady();
    const { running, specVersion, validators } = practice.status();
    expect([running, specVersion]).toEqual([true, 424]);
    expect(validators.map(({ netuid }) => netuid).filter((netuid) => netuid === 8).length).toBeGreaterThan(1);
    const raw = await connectRaw(url);
    closing.push(() => raw.close());
    for (const { netuid, hotkey, port } of validators) {
      const stored = (await raw.call("state_getStorage", `0x${Axons.key(netuid, fromSs58(hotkey))}`)) as string;
      expect(decode(AxonInfo, fromHex(stored))).toMatchObject({ ip: 0x7f000001n, port, ip_type: 4 });
    }
  });

  it("gives practice TAO, upgrades, begins anew at the same address, and keeps state over a stop", async () => {
    const { practice, dir } = newPractice({ validators: false });
    const { url } = await practice.start();
    const first = await practice.faucet(ALICE, 5_000_000_000n);
    const second = await practice.faucet(ALICE, 5_000_000_000n);
    expect(second.freeRao - first.freeRao).toBe(5_000_000_000n);
    expect(second.atBlock).toBeGreaterThan(first.atBlock);
    expect((await practice.upgrade()).specVersion).toBe(425);

    const genesisOf = async (address: string): Promise<unknown> => {
      const raw = await connectRaw(address);
      const hash = await raw.call("chain_getBlockHash", 0);
      await raw.close();
      return hash;
    };
    const genesis = await genesisOf(url);
    const block = practice.status().block as number;
    await practice.stop();
    expect(practice.status()).toMatchObject({ running: false, url: null, block: null, validators: [] });

    const { practice: later } = newPractice({ validators: false, dir });
    const restarted = await later.start();
    expect(await genesisOf(restarted.url)).toBe(genesis);
    expect(later.status().specVersion).toBe(425);
    expect(later.status().block).toBeGreaterThanOrEqual(block);

    const status = await later.reset();
    expect(status).toMatchObject({ url: restarted.url, specVersion: 424 });
    expect(await genesisOf(restarted.url)).not.toBe(genesis);
    await later.stop();
  });

  it("refuses with a code what it cannot do", async () => {
    const { practice } = newPractice({ validators: false });
    await expect(practice.faucet(ALICE, 1_000n)).rejects.toMatchObject({ code: "PRACTICE_NOT_RUNNING" });
    await expect(practice.reset()).rejects.toMatchObject({ code: "PRACTICE_NOT_RUNNING" });
    await practice.start();
    await expect(practice.faucet(ALICE, 499n)).rejects.toMatchObject({
      code: "PRACTICE_FAUCET_AMOUNT",
      field: "amountRao",
    });
    await expect(practice.faucet(`${ALICE.slice(0, -1)}X`, 1_000n)).rejects.toMatchObject({ code: "ADDRESS_CHECKSUM" });

    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
    closing.push(() => taken.close());
    const { port } = taken.address() as { port: number };
    const { practice: other } = newPractice({ validators: false, port });
    await expect(other.start()).rejects.toMatchObject({
      code: "PRACTICE_PORT_IN_USE",
      hint: expect.stringMatching(/^Port \d+ is free, or find the program with: lsof -i tcp:\d+$/),
    });
    expect(other.status().running).toBe(false);
  });
});
