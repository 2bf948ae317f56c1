import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { encodeVaultParts } from "#src/offline/polkadot-vault.ts";
import { encodeFrame, frameCount } from "#src/offline/qr-frames.ts";
import { vaultBytesOf } from "#src/offline/vault-content.ts";
import { type BuiltHost, startBuiltHost } from "#test/support/built-host.ts";
import { PASSWORD } from "#test/support/key-room.ts";
import { type OfflineRoom, openOfflineRoom, TAO } from "#test/support/offline-room.ts";
import { png, qrPicture, y4m } from "#test/support/qr-pictures.ts";
import { launchBrowser, type Visit, visit } from "./support/browser.ts";

/** Opening vaults and keys takes half a gigabyte and some seconds, by design. */
const KEY_LIMIT_MS = 120_000;

let folder: string;
let room: OfflineRoom;
let host: BuiltHost;
let browser: Browser;
let side: Visit;
let carried: { file: string; fingerprint: string };
let filmed: { qrText: string; fingerprint: string };

/** What the online machine shows as codes, as a camera sees it: the frames in turn, the first ones missed. */
function film(text: string): Buffer {
  const message = new TextEncoder().encode(text);
  const count = frameCount(message.length);
  const frames = Array.from({ length: 3 * count }, (_, at) => qrPicture(encodeFrame(message, at + 2)));
  return y4m(frames, 5);
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "tausmith-camera-"));
  room = await openOfflineRoom();
  carried = await room.onlineOffline.request(await room.prepare(TAO), true);
  filmed = await room.onlineOffline.request(await room.prepare(2n * TAO), false);
  const camera = join(folder, "camera.y4m");
  writeFileSync(camera, film(filmed.qrText));
  browser = await launchBrowser(
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    `--use-file-for-fake-video-capture=${camera}`,
  );
  host = await startBuiltHost("--network", "offline");
  side = await visit(browser, { width: 1024, height: 700 });
  side.page.setDefaultTimeout(KEY_LIMIT_MS);
}, KEY_LIMIT_MS);
afterAll(async () => {
  await browser?.close();
  await host?.stop();
  await room?.close();
  rmSync(folder, { recursive: true, force: true });
});

const button = (scope: Page | Locator, name: string): Locator => scope.getByRole("button", { name, exact: true });
const choose = (scope: Locator, name: string) => scope.locator("label").filter({ hasText: name }).click();

/** The key comes to the machine that signs, from its words. */
async function restore(page: Page): Promise<void> {
  const { walletId } = room.cold.keys.list()[0] as { walletId: string };
  const { words } = await room.cold.keys.show({ walletId, password: PASSWORD });
  await page.goto(host.openAddress);
  await button(page, "Restore or link wallets").click();
  await page.getByLabel("Vault passphrase").fill(PASSWORD);
  await button(page, "Open vault").click();
  await page.getByLabel("Your words").fill((words ?? []).join(" "));
  await button(page, "Look at the key").click();
  await page.getByRole("status", { name: "The key that was found" }).waitFor();
  await page.getByLabel("Wallet name").fill("cold");
  await page.getByLabel("New password").fill(PASSWORD);
  await page.getByLabel("Repeat password").fill(PASSWORD);
  await button(page, "Restore wallet").click();
  await page.getByRole("region", { name: "cold", exact: true }).waitFor();
}

/** Signs what is shown and gives the digits that stand under the code. */
async function sign(signing: Locator, fingerprint: string): Promise<string> {
  await signing.getByText(fingerprint).waitFor();
  await signing.getByLabel("Password of cold").fill(PASSWORD);
  await button(signing, "Sign this request").click();
  await signing.getByText(/Nothing was sent/).waitFor();
  await choose(signing.getByRole("radiogroup", { name: "Carry the answer by" }), "As Polkadot Vault");
  const digits = await signing.getByLabel("The same as text").inputValue();
  return digits;
}

describe("a machine that only signs", { timeout: 400_000 }, () => {
  test("takes a request from its camera and another from pictures, once metadata came as a file; the chain takes the signature", async () => {
    const { page } = side;
    await restore(page);
    await page.goto(`${host.origin}/#/offline`);
    const signing = page.getByRole("region", { name: "Sign a request" });
    const ways = signing.getByRole("radiogroup", { name: "Take the request by" });

    await signing.getByLabel("File with the request").setInputFiles({
      name: "request.json",
      mimeType: "application/json",
      buffer: Buffer.from(carried.file),
    });
    await signing.getByText(/proven by the chain's metadata hash/).waitFor();
    await side.shoot("camera-01-proven");
    expect(await sign(signing, carried.fingerprint)).toMatch(/^01[0-9a-f]{128}$/);
    await button(signing, "Another request").click();

    await choose(ways, "Camera");
    await page.locator("video").waitFor();
    await signing.getByText(/^\d+ of \d+ parts read\.$/).waitFor();
    await side.shoot("camera-02-scanning");
    const digits = await sign(signing, filmed.fingerprint);
    await side.shoot("camera-03-answer");
    // The camera is let go once the request is there.
    expect(await page.locator("video").count()).toBe(0);
    const sent = await room.onlineOffline.submit(digits, filmed.fingerprint);
    expect(await room.settle(sent.transactionId)).toBe("finalized");
    await button(signing, "Another request").click();

    // A code for Vault, in parts, from image files in any order; proven by its digest like the rest.
    const { vaultPayload, fingerprint } = await room.onlineOffline.request(await room.prepare(3n * TAO), false);
    const bytes = vaultBytesOf(vaultPayload) as Uint8Array;
    const pictures = encodeVaultParts(bytes, 120).map((part, at) => ({
      name: `${at}.png`,
      mimeType: "image/png",
      buffer: png(qrPicture([...part])),
    }));
    expect(pictures.length).toBeGreaterThan(1);
    await choose(ways, "Images");
    await signing.getByLabel("Images with QR codes").setInputFiles(pictures.slice(1));
    await signing
      .getByRole("alert")
      .getByText(/parts are in these images/)
      .waitFor();
    await signing.getByLabel("Images with QR codes").setInputFiles(pictures.toReversed());
    await signing.getByText(/Another program made this code/).waitFor();
    await side.shoot("camera-04-vault");
    const answer = await sign(signing, fingerprint);
    const next = await room.onlineOffline.submit(answer, fingerprint);
    expect(await room.settle(next.transactionId)).toBe("finalized");
    expect(side.complaints).toEqual([]);
  });

  test("the camera is for the app's own page alone, and never with sound", async () => {
    const { page } = side;
    const ask = (constraints: object) =>
      page.evaluate(
        (wanted) =>
          navigator.mediaDevices.getUserMedia(wanted).then(
            (stream) => {
              for (const track of stream.getTracks()) track.stop();
              return "given";
            },
            (error: Error) => error.name,
          ),
        constraints,
      );
    await page.goto(`${host.origin}/#/offline`);
    expect([await ask({ video: true }), await ask({ audio: true })]).toEqual(["given", "NotAllowedError"]);
    // Any other document of the same address has no camera, here a refusal's page.
    await page.goto(`${host.origin}/open?token=wrong`);
    expect(await ask({ video: true })).toBe("NotAllowedError");
  });
});
