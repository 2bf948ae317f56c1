import { randomBytes } from "node:crypto";
import { AppError } from "#src/app-error.ts";
import { wipe } from "#src/keys/secret-record.ts";
import type { Keychain } from "./keychain.ts";
import { secretServiceProblem } from "./secret-service.ts";

/** All entries of Tausmith stand under this service name in the system's own keychain program. */
export const KEYCHAIN_SERVICE = "Tausmith";

type Keytar = typeof import("keytar");

/** The keychain, or why there is none. */
export type KeychainProbe = { readonly keychain: Keychain } | { readonly keychain: null; readonly reason: string };

const LABELS: Partial<Record<NodeJS.Platform, string>> = {
  darwin: "macOS Keychain",
  win32: "Windows Credential Manager",
};

const linuxLabel = (desktop: string | undefined): string => {
  if (desktop?.toUpperCase().includes("KDE")) return "KDE Wallet";
  return desktop?.toUpperCase().includes("GNOME") ? "GNOME Keyring" : "Secret Service";
};

/** Fails after `timeoutMs`. The call underneath cannot be cancelled; its late answer is dropped. */
async function within<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new Error(`it did not answer within ${Math.round(timeoutMs / 1000)} seconds`)),
    timeoutMs,
  );
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Tries the system's keychain by writing, reading and removing a harmless entry. This is the only file that loads
 * keytar, and only when it is called.
 */
export async function probeKeytar(options: {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly timeoutMs: number;
}): Promise<KeychainProbe> {
  const { platform, env, timeoutMs } = options;
  if (platform === "linux") {
    const problem = await secretServiceProblem(env.DBUS_SESSION_BUS_ADDRESS, process.getuid?.() ?? 0, timeoutMs);
    if (problem) return { keychain: null, reason: `No OS keychain: ${problem}.` };
  }
  const account = `probe/${randomBytes(8).toString("hex")}`;
  try {
    const loaded = (await import("keytar")) as Keytar & { readonly default?: Keytar };
    const keytar = loaded.default ?? loaded;
    const trial = async (): Promise<string | null> => {
      await keytar.setPassword(KEYCHAIN_SERVICE, account, "probe");
      const found = await keytar.getPassword(KEYCHAIN_SERVICE, account);
      await keytar.deletePassword(KEYCHAIN_SERVICE, account);
      return found;
    };
    if ((await within(trial(), timeoutMs)) !== "probe") throw new Error("it did not give back what was stored");
    const label = LABELS[platform] ?? linuxLabel(env.XDG_CURRENT_DESKTOP);
    return { keychain: createKeytarKeychain(keytar, label, timeoutMs) };
  } catch (error) {
    const text = error instanceof Error ? (error.message.split("\n")[0] ?? "") : "unknown reason";
    return { keychain: null, reason: `No OS keychain: ${text.replace(/\.$/, "")}.` };
  }
}

/** A person may have to answer the system's own question, so single calls wait much longer than the probe. */
const PATIENCE = 24;

function createKeytarKeychain(keytar: Keytar, label: string, timeoutMs: number): Keychain {
  const ask = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await within(work(), timeoutMs * PATIENCE);
    } catch (cause) {
      throw new AppError("KEY_KEYCHAIN_FAILED", `${label} did not carry out the request.`, {
        hint: "Unlock the keychain in your system's keychain program, then try again.",
        cause,
      });
    }
  };
  return {
    kind: "keychain",
    label,
    isOpen: () => true,
    async get(account) {
      const text = await ask(() => keytar.getPassword(KEYCHAIN_SERVICE, account));
      return text === null ? null : new Uint8Array(Buffer.from(text, "base64"));
    },
    async set(account, secret) {
      const copy = Buffer.from(secret);
      const text = copy.toString("base64");
      wipe(copy);
      await ask(() => keytar.setPassword(KEYCHAIN_SERVICE, account, text));
    },
    async remove(account) {
      await ask(() => keytar.deletePassword(KEYCHAIN_SERVICE, account));
    },
  };
}
