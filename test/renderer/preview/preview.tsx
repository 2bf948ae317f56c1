import { mount } from "#renderer/app/mount.tsx";
import { type Answers, createFakeClient, firstStart, practising } from "../support/fake-client.ts";
import { manyMoves } from "../support/move-samples.ts";
import * as samples from "../support/samples.ts";

/**
 * Shows the pages with made-up data, to look at them: `?scenario=…&theme=light#/wallet`.
 * Built by `vite build --config test/renderer/preview/vite.config.ts`, into `out/preview`.
 */
const offline = {
  code: "NETWORK_OFFLINE",
  message: "The node cannot be reached.",
  hint: "Look at the network settings.",
};
const LONG = "a wallet whose name is exactly sixty-four characters long, really";

const scenarios: Record<string, Answers> = {
  practising,
  firstStart,
  fresh: {
    ...firstStart,
    "app.settings": () => samples.settings(),
    "wallet.list": () => [samples.wallet()],
    "wallet.balance": ({ address }) => ({ ...samples.balance(address, "0"), stakedRao: "0", totalRao: "0" }),
  },
  much: {
    ...practising,
    "subnets.list": samples.manySubnets,
    "wallet.list": () =>
      Array.from({ length: 12 }, (_, at) =>
        samples.wallet({
          walletId: `w-${at}`,
          name: at === 0 ? LONG.slice(0, 64) : `wallet-${at}`,
          kind: at % 3 === 0 ? "password" : "practice",
          place: "keychain",
          hotkeys: Array.from({ length: 4 }, (_, key) => ({
            name: `hotkey-${key}`,
            address: samples.MY_HOTKEY,
            place: "keychain" as const,
            link: null,
            hasWords: true,
          })),
        }),
      ),
    "miners.list": () =>
      Array.from({ length: 6 }, (_, at) =>
        samples.miner({
          minerId: `m-${at}`,
          name: `signals hotkey-${at}`,
          state: (["running", "failed", "backingOff", "starting", "stopped", "stopping"] as const)[at]!,
          sentence: at === 1 ? "Stopped: its port is used by another program." : "Takes signals on 127.0.0.1:8088.",
          error:
            at === 1
              ? { code: "SIGNAL_PORT_IN_USE", message: "Port 8088 is used by another program.", hint: "Use port 8089." }
              : null,
        }),
      ),
    "transactions.list": () =>
      Array.from({ length: 200 }, (_, at) =>
        samples.transaction({
          transactionId: `tx-${at}`,
          state: (["finalized", "failed", "expired", "included", "refused"] as const)[at % 5]!,
          recordedAtMs: Date.now() - at * 60_000,
          error:
            at % 5 === 1
              ? {
                  name: "TooManyRegistrationsThisBlock",
                  message: "The block was full of registrations.",
                  hint: "Try again in the next block.",
                }
              : null,
        }),
      ),
  },
  moving: { ...practising, "move.list": () => manyMoves() },
  offline: {
    ...practising,
    "network.status": () => ({
      ...samples.network(),
      state: "offline",
      reason: "The node closed the connection.",
      blockAtMs: Date.now() - 95_000,
    }),
    "wallet.balance": () => offline,
    "subnets.list": () => offline,
    "registration.price": () => offline,
    "registration.prepare": () => offline,
  },
};

const params = new URLSearchParams(window.location.search);
const theme = params.get("theme") === "light" ? "light" : "dark";
const client = createFakeClient(scenarios[params.get("scenario") ?? "practising"] ?? practising);
if (params.get("scenario") !== "firstStart") client.answer("app.settings", () => samples.settings({ theme }));
else client.answer("app.settings", () => samples.settings({ theme, onboarded: false }));
mount(client);
