import { randomUUID } from "node:crypto";
import { access } from "node:fs/promises";
import { basename, join } from "node:path";
import { AppError } from "#src/app-error.ts";
import type { WalletView } from "#src/contract/wallet.ts";
import type { BtcliWalletView, KeyfileFacts } from "#src/contract/wallet-btcli.ts";
import { writeKeyfile } from "#src/keys/keyfile.ts";
import { scalarWithoutCofactor } from "#src/keys/scalar-form.ts";
import { type KeySecret, wipe, wipeSecret } from "#src/keys/secret-record.ts";
import type { NewHotkey } from "../keeping.ts";
import { addressOf, publicKeyOf } from "../key-material.ts";
import type { KeyParts } from "../key-parts.ts";
import { absolutePath, type KeySources } from "../key-sources.ts";
import { writeFileAtomic } from "../write-file-atomic.ts";
import { envelopeKind } from "./keyfile-cipher.ts";
import { parseKeyfile, secretOfKeyfile } from "./keyfile-secret.ts";
import { readKeyFile } from "./read-key-file.ts";
import {
  defaultWalletFolder,
  hotkeyNames,
  keyfileFactsOf,
  listWalletFolders,
  readWalletFolder,
} from "./wallet-folder.ts";

/** btcli's wallet folders, in place. */
export interface BtcliWallets {
  btcliList(folder?: string): Promise<{ folder: string; wallets: BtcliWalletView[] }>;
  /** Errors: `KEY_FILE_MISSING`, `KEY_FILE_PLAIN`, `KEY_NAME_TAKEN`, `KEY_ADDRESS_TAKEN`. */
  btcliLink(path: string, name?: string): Promise<WalletView>;
  btcliImport(input: {
    readonly path: string;
    readonly name?: string | undefined;
    readonly filePassword?: string | undefined;
    readonly password?: string | undefined;
    readonly hotkeys?: readonly string[] | undefined;
    readonly hotkeyPassword?: string | undefined;
  }): Promise<WalletView>;
  /** Errors: `KEY_FILE_EXISTS` unless `overwrite`, `KEY_WRITE_FAILED`, `KEY_LOCKED`, `KEY_WATCH_ONLY`. */
  btcliExport(input: {
    readonly walletId: string;
    readonly folder?: string | undefined;
    readonly name?: string | undefined;
    readonly hotkeys?: readonly string[] | undefined;
    readonly password?: string | undefined;
    readonly filePassword?: string | undefined;
    readonly overwrite: boolean;
  }): Promise<{ path: string; files: string[] }>;
  btcliUpgrade(input: {
    readonly path: string;
    readonly password?: string | undefined;
    readonly newPassword?: string | undefined;
  }): Promise<KeyfileFacts>;
}

const utf8 = new TextEncoder();

/** A keyfile's text with the secret (btcli's scalar form) and without. */
function keyfileTexts(secret: KeySecret): { secret: Uint8Array; open: Uint8Array } {
  const publicKey = publicKeyOf(secret.secretKey);
  const ss58Address = addressOf(publicKey);
  const privateKey = scalarWithoutCofactor(secret.secretKey);
  // Words or seed lead to the key only without a derivation path; btcli stores such keys by their private key alone.
  const direct = secret.path === undefined;
  const whole = writeKeyfile({
    publicKey,
    ss58Address,
    ...(privateKey ? { privateKey } : {}),
    ...(direct && secret.words ? { words: new TextDecoder().decode(secret.words) } : {}),
    ...(direct && secret.seed ? { seed: secret.seed } : {}),
  });
  wipe(privateKey);
  return { secret: utf8.encode(whole), open: utf8.encode(writeKeyfile({ publicKey, ss58Address })) };
}

export function createBtcliWallets({
  clock,
  store,
  records,
  secrets,
  keeping,
  cipher,
  attempts,
  views,
  publish,
  sources,
}: Pick<
  KeyParts,
  "clock" | "store" | "records" | "secrets" | "keeping" | "cipher" | "attempts" | "views" | "publish"
> & {
  readonly sources: KeySources;
}): BtcliWallets {
  const nameFor = (path: string, name: string | undefined): string => name ?? basename(path);

  const needAddress = (found: Omit<BtcliWalletView, "walletId">): string => {
    if (found.address !== null) return found.address;
    throw new AppError("KEY_FILE_MISSING", `The folder ${found.path} names no coldkey address.`, {
      hint: "Give the folder of one wallet, with a coldkeypub.txt in it. Importing the coldkey works without one.",
      field: "path",
    });
  };

  return {
    async btcliList(folder) {
      const path = absolutePath(folder ?? defaultWalletFolder());
      const here = new Map(records.wallets().map(({ address, walletId }) => [address, walletId]));
      const wallets = await listWalletFolders(path);
      return {
        folder: path,
        wallets: wallets.map((one) => ({ ...one, walletId: here.get(one.address ?? "") ?? null })),
      };
    },
    async btcliLink(given, name) {
      const path = absolutePath(given);
      const found = await readWalletFolder(path, basename(path));
      const address = needAddress(found);
      const { encryption } = found.coldkey;
      if (encryption === "plain") {
        throw new AppError("KEY_FILE_PLAIN", `The coldkey in ${path} is not encrypted, so it is not used in place.`, {
          hint: "Encrypt it first (upgrade), or import it under a password.",
          field: "path",
        });
      }
      if (encryption === "damaged" || encryption === "unreadable") {
        throw new AppError("KEY_FILE_UNREADABLE", found.coldkey.advice ?? `The coldkey in ${path} cannot be read.`, {
          hint: "Repair the file first, or restore the key from its words.",
          field: "path",
        });
      }
      records.checkFree(nameFor(path, name), address);
      const walletId = randomUUID();
      const watch = encryption === "missing";
      store.transaction(() => {
        records.addWallet({
          walletId,
          name: nameFor(path, name),
          address,
          kind: watch ? "watch" : "password",
          place: watch ? "none" : "btcli",
          link: path,
          hasWords: !watch,
          wordsCheckedAtMs: null,
          createdAtMs: clock.nowMs(),
        });
        for (const hotkey of found.hotkeys) {
          if (hotkey.address === null || hotkey.encryption === "unreadable" || hotkey.encryption === "damaged")
            continue;
          // A hotkey that is kept here already stays where it is.
          if (records.holdsHotkey(hotkey.address)) continue;
          const { name: hotkeyName, address: hotkeyAddress, path: link } = hotkey;
          records.addHotkey({
            hotkeyId: randomUUID(),
            walletId,
            name: hotkeyName,
            address: hotkeyAddress,
            place: "btcli",
            link,
            hasWords: true,
            createdAtMs: clock.nowMs(),
          });
        }
      });
      publish();
      return views.get(walletId);
    },
    async btcliImport({ path: given, name, filePassword, password, hotkeys, hotkeyPassword }) {
      const path = absolutePath(given);
      const own = password ?? filePassword;
      if (own === undefined) {
        throw new AppError("KEY_PASSWORD_NEEDED", "A coldkey is kept under a password here.", {
          hint: "Give the file's password, or a new one if the file has none.",
          field: "password",
        });
      }
      keeping.refuseWeak(own, [], "password");
      records.checkFree(nameFor(path, name), null);
      const chosen = hotkeys ?? (await hotkeyNames(path));
      const opened: NewHotkey[] = [];
      const coldkey = await sources.readFile(join(path, "coldkey"), filePassword);
      try {
        for (const hotkey of chosen) {
          const file = join(path, "hotkeys", hotkey);
          opened.push({ name: hotkey, secret: (await sources.readFile(file, hotkeyPassword)).secret });
        }
        const place = await keeping.readyPlace(own, opened.length > 0);
        return await keeping.wallet(
          coldkey.secret,
          { name: nameFor(path, name), kind: "password", place, wordsCheckedAtMs: null },
          own,
          opened,
        );
      } finally {
        wipeSecret(coldkey.secret);
        for (const { secret } of opened) wipeSecret(secret);
      }
    },
    async btcliExport({ walletId, folder, name, hotkeys, password, filePassword, overwrite }) {
      const wallet = records.wallet(walletId);
      const path = join(absolutePath(folder ?? defaultWalletFolder()), name ?? wallet.name);
      if (wallet.kind === "watch") {
        throw new AppError("KEY_WATCH_ONLY", "A watched wallet has no secret to write.", {
          hint: "Restore it from its words first.",
        });
      }
      const under = filePassword ?? password;
      if (under === undefined || (wallet.kind === "password" && password === undefined)) {
        throw new AppError("KEY_LOCKED", "Writing a coldkey to a file asks for its password.", {
          hint: "Give the wallet's password; the file gets the same one unless another is given.",
          field: wallet.kind === "password" ? "password" : "filePassword",
        });
      }
      keeping.refuseWeak(under, [], "filePassword");
      const chosen =
        hotkeys ??
        records
          .hotkeys(walletId)
          .filter(({ place }) => place !== "none")
          .map((one) => one.name);
      const files = [join(path, "coldkey"), join(path, "coldkeypub.txt")].concat(
        chosen.flatMap((one) => [join(path, "hotkeys", one), join(path, "hotkeys", `${one}pub.txt`)]),
      );
      if (!overwrite) await refuseExisting(files);
      const contents: Uint8Array[] = [];
      const secret = await secrets.openColdkey(wallet, wallet.kind === "practice" ? null : (password as string));
      try {
        const texts = keyfileTexts(secret);
        contents.push(await cipher.seal(texts.secret, under), texts.open);
        wipe(texts.secret);
        for (const one of chosen) {
          const hotkey = await secrets.openHotkey(records.hotkey(walletId, one));
          const hotkeyTexts = keyfileTexts(hotkey);
          wipeSecret(hotkey);
          contents.push(hotkeyTexts.secret, hotkeyTexts.open);
        }
        for (const [at, file] of files.entries()) {
          await writeFileAtomic(file, contents[at] as Uint8Array, { exclusive: !overwrite });
        }
      } finally {
        wipeSecret(secret);
        wipe(...contents);
      }
      return { path, files };
    },
    async btcliUpgrade({ path: given, password, newPassword }) {
      const path = absolutePath(given);
      const { bytes } = await readKeyFile(path);
      const plainFile = envelopeKind(bytes) === "plain";
      const next = newPassword ?? password;
      if (next === undefined) {
        throw new AppError("KEY_PASSWORD_NEEDED", "The upgraded file needs a password.", {
          hint: plainFile ? "Give the new password." : "Give the password the file has now.",
          field: plainFile ? "newPassword" : "password",
        });
      }
      if (newPassword !== undefined || plainFile) keeping.refuseWeak(next, [], "newPassword");
      const plain = plainFile
        ? bytes.slice()
        : await attempts.guard(`file:${path}`, () => cipher.open(bytes, password ?? null, path));
      // The text goes over byte for byte, with every field it has; it must hold a sound key, though.
      const found = await secretOfKeyfile(parseKeyfile(plain, path), path);
      if (found) wipeSecret(found.secret);
      if (!found?.confirmed) {
        throw new AppError("KEY_FILE_MISMATCH", `The file ${path} holds no key that its own address confirms.`, {
          hint: "Import it instead, or restore the key from its words.",
          field: "path",
        });
      }
      const sealed = await cipher.seal(plain, next);
      await writeFileAtomic(path, sealed, {
        check: async (written) => {
          const back = await cipher.open(written, next, path);
          const same = back !== null && Buffer.compare(back, plain) === 0;
          wipe(back);
          return same;
        },
      });
      wipe(plain, bytes);
      const role = basename(path) === "coldkey" ? "coldkey" : "hotkey";
      return keyfileFactsOf(path, role);
    },
  };
}

/** Looks before anything is written, so that an export is refused as a whole. */
async function refuseExisting(files: readonly string[]): Promise<void> {
  for (const file of files) {
    const exists = await access(file).then(
      () => true,
      () => false,
    );
    if (exists) {
      throw new AppError("KEY_FILE_EXISTS", `There is a file already: ${file}.`, {
        hint: "Choose another name or folder, or say explicitly that it may be replaced.",
        field: "overwrite",
      });
    }
  }
}
