import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createApp } from "#main/app.ts";
import type { Front } from "#main/handlers/types.ts";
import { openHost } from "#main/transport/http/open-host.ts";

/**
 * The real app as a program of its own, offline: `offline-program.ts FRONT PROFILE REQUEST PASSWORD-FILE`. Does what a
 * person does on a machine that never is online, tries what needs a network, and prints the answers as JSON. The
 * browser front also serves its page, prints the port first and ends when standard input does.
 */
const [front = "desktop", profileDir = "", requestFile = "", passwordFile = ""] = process.argv.slice(2);
const app = await createApp({ profileDir, front: front as Front, network: "offline", keychain: "vault" });
const context = { front: front as Front, confirm: async () => ({ approved: true as const }) };
const ask = (name: string, input: object = {}) => app.dispatch(name, input, context);

await app.start();
const host =
  front === "browser"
    ? await openHost({ app, profileDir, front: "browser", port: 0, pagesDir: join(profileDir, "pages") })
    : null;
if (host) console.log(host.port);

const file = readFileSync(requestFile, "utf8");
const password = readFileSync(passwordFile, "utf8").trim();
const inspection = (await ask("offline.inspect", { file })) as { value?: { call: { fingerprint: string } } };
const fingerprint = inspection.value?.call.fingerprint ?? "";
const wallets = (await ask("wallet.list")) as { value?: { walletId: string; address: string }[] };
const { walletId = "", address = "" } = wallets.value?.[0] ?? {};
const miner = { kind: "signals", walletId, hotkeyName: "default", netuid: 8 };
const answers = {
  status: await ask("network.status"),
  wallets,
  inspection,
  signed: await ask("offline.sign", { file, fingerprint, password }),
  refused: [
    await ask("practice.faucet", { address, amountRao: "1000000000" }),
    await ask("practice.reset"),
    await ask("miners.create", miner),
    await ask("neurons.startReach", { ip: "192.0.2.1", port: 8091 }),
    await ask("network.capabilities"),
    await ask("subnets.list"),
  ],
};
console.log(JSON.stringify(answers));
if (host) {
  process.stdin.resume();
  await new Promise((resolve) => process.stdin.once("end", resolve));
  await host.stop();
}
await app.stop();
