import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { encode } from "uqr";
import { afterEach, expect, test } from "vitest";
import { App } from "#renderer/app/App.tsx";
import { createCodeTaker } from "#renderer/flows/offline/code-taker.ts";
import { readQr } from "#renderer/flows/offline/read-qr.ts";
import type { OfflineInspection, OfflineTransaction } from "#src/contract/offline.ts";
import { encodeVaultParts } from "#src/offline/polkadot-vault.ts";
import { encodeFrame, frameCount } from "#src/offline/qr-frames.ts";
import { createFakeClient, practising } from "./support/fake-client.ts";
import { renderPage } from "./support/render.tsx";
import { COLDKEY, MY_HOTKEY, network, plan, transaction, wallet } from "./support/samples.ts";

afterEach(cleanup);

const FINGERPRINT = "1f3a-9c02-77be-04d1";
const click = (name: string | RegExp) => fireEvent.click(screen.getByRole("button", { name }));
const choose = (label: string | RegExp, text: string) =>
  fireEvent.change(screen.getByLabelText(label, { selector: "input[type=file]" }), {
    target: { files: [new File([text], "x.json", { type: "application/json" })] },
  });

const inspection = (over: Partial<OfflineTransaction> = {}): OfflineTransaction => ({
  kind: "transaction",
  form: "tausmith",
  fingerprint: FINGERPRINT,
  claimed: { title: "Send 1 TAO", network: "finney", rows: [] },
  call: {
    section: "Balances",
    method: "transfer_keep_alive",
    args: [{ name: "dest", type: "MultiAddress", value: MY_HOTKEY }],
    hex: "0x0a0b",
    fingerprint: FINGERPRINT,
  },
  genesisHash: `0x${"ab12".repeat(16)}`,
  specVersion: 424,
  knownNetwork: "finney",
  signer: COLDKEY,
  nonce: 3,
  era: { periodBlocks: 2048, birthBlock: 100, deathBlock: 2148 },
  tipRao: "0",
  metadataFrom: "carried",
  metadataProven: false,
  warnings: ["The chain's metadata came with this request and cannot be checked here."],
  key: { walletId: "w-1", walletName: "cold", hotkeyName: null },
  needs: "password",
  ...over,
});

/** What a camera sees of a code: four bytes a pixel, four pixels a module. */
function picture(text: string | number[]) {
  const { data, size } = encode(text, { ecc: "M", border: 4 });
  const scale = 4;
  const side = size * scale;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      if (data[Math.floor(y / scale)]?.[Math.floor(x / scale)])
        pixels.fill(0, (y * side + x) * 4, (y * side + x) * 4 + 3);
    }
  }
  return { width: side, height: side, data: pixels };
}

test("codes that are drawn are read again, with every third lost, until the text is whole", () => {
  const text = JSON.stringify({ what: "a request", bytes: "ab".repeat(700) });
  const message = new TextEncoder().encode(text);
  const taker = createCodeTaker();
  expect(taker.take("https://example.invalid/")).toMatchObject({ foreign: true, text: null, need: 0 });
  let found: string | null = null;
  for (let at = 0; found === null; at += 1) {
    expect(at).toBeLessThan(6 * frameCount(message.length) + 30);
    if (at % 3 === 0) continue;
    const code = readQr(picture(encodeFrame(message, at)));
    expect(code).not.toBeNull();
    found = taker.take(code ?? "").text;
  }
  expect(found).toBe(text);
  expect(readQr({ width: 40, height: 40, data: new Uint8ClampedArray(6_400).fill(255) })).toBeNull();
  const bare = `01${"ab".repeat(64)}`;
  expect(createCodeTaker().take(readQr(picture(bare)) ?? "").text).toBe(bare);
});

test("the machine with the key: decoded call and fingerprint first, then the password, then the answer", async () => {
  const client = createFakeClient(practising);
  client.answer("offline.requests", () => []);
  client.answer("offline.inspect", () => inspection());
  client.answer("offline.sign", () => ({
    fileName: `tausmith-signature-${FINGERPRINT}.json`,
    file: '{"format":"tausmith-signature"}',
    signature: `0x${"ab".repeat(64)}`,
    vaultAnswer: `01${"ab".repeat(64)}`,
    fingerprint: FINGERPRINT,
  }));
  renderPage(client, <App />, "#/offline");
  const side = await screen.findByRole("region", { name: "Sign a request" });
  choose("File with the request", "{the request}");
  expect(await within(side).findByText(FINGERPRINT)).toBeTruthy();
  expect(within(side).getByRole("region", { name: "What will be signed" }).textContent).toContain(MY_HOTKEY);
  expect(side.textContent).toContain("cannot be checked here");
  const sign = within(side).getByRole("button", { name: "Sign this request" });
  expect(sign).toHaveProperty("disabled", true);
  fireEvent.change(within(side).getByLabelText("Password of cold"), { target: { value: "paper boat" } });
  fireEvent.click(sign);
  await within(side).findByText(/Nothing was sent/);
  expect(client.calls.find(({ name }) => name === "offline.sign")?.input).toEqual({
    file: "{the request}",
    fingerprint: FINGERPRINT,
    password: "paper boat",
  });
  fireEvent.click(within(side).getByRole("radio", { name: "QR codes" }));
  expect(within(side).getByRole("img", { name: /^QR code 1 of 1: the answer/ })).toBeTruthy();
});

test("codes made for Polkadot Vault are read from their pictures, whole or in parts; a moving one says why not", () => {
  const code = Uint8Array.from({ length: 2_100 }, (_, at) => (at < 3 ? ([0x53, 1, 2][at] ?? 0) : (at * 7) & 255));
  const hex = `0x${[...code].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
  const parts = encodeVaultParts(code).map((part) => readQr(picture([...part])) ?? "");
  const taker = createCodeTaker();
  expect(parts.toReversed().map((part) => taker.take(part))).toMatchObject([
    { have: 1, need: 3, text: null },
    { have: 2, need: 3, text: null },
    { have: 3, need: 3, text: hex },
  ]);
  const short = code.slice(0, 300);
  expect(createCodeTaker().take(readQr(picture([...short])) ?? "").text).toBe(hex.slice(0, 602));
  const moving = createCodeTaker().take(readQr(picture([0x80, 0, 9, 9, 1, 2, 3, 4])) ?? "");
  expect(moving).toMatchObject({ text: null, need: 0, refusal: expect.stringContaining("RaptorQ") });
});

test("a message from a code for Vault is shown, signed, and answered in Vault's own form", async () => {
  const client = createFakeClient(practising);
  const digits = "cd".repeat(64);
  client.answer("offline.requests", () => []);
  const seen: OfflineInspection = {
    kind: "message",
    form: "vault",
    fingerprint: FINGERPRINT,
    message: "I hold this key",
    genesisHash: `0x${"ab12".repeat(16)}`,
    knownNetwork: "finney",
    signer: COLDKEY,
    warnings: [],
    key: { walletId: "w-1", walletName: "cold", hotkeyName: null },
    needs: "password",
  };
  client.answer("offline.inspect", () => seen);
  client.answer("offline.sign", () => ({
    fileName: "vault-signature.txt",
    file: digits,
    signature: `0x${digits}`,
    vaultAnswer: digits,
    fingerprint: FINGERPRINT,
  }));
  renderPage(client, <App />, "#/offline");
  const side = await screen.findByRole("region", { name: "Sign a request" });
  choose("File with the request", "0x530103");
  const what = await within(side).findByRole("region", { name: "What will be signed" });
  expect(what.textContent).toContain("I hold this key");
  expect(side.textContent).toContain("It shows no fingerprint");
  expect(side.textContent).not.toContain("Nonce");
  fireEvent.change(within(side).getByLabelText("Password of cold"), { target: { value: "paper boat" } });
  fireEvent.click(within(side).getByRole("button", { name: "Sign this request" }));
  expect(await within(side).findByRole("img", { name: /the signature/ })).toBeTruthy();
  expect(within(side).getByLabelText("The same as text")).toHaveProperty("value", digits);
  expect(within(side).queryByRole("radio", { name: "QR codes" })).toBeNull();
});

test("without its key a request is shown but cannot be signed; a damaged one says so", async () => {
  const client = createFakeClient(practising);
  client.answer("offline.requests", () => []);
  client.answer("offline.inspect", () => ({
    code: "OFFLINE_REQUEST_INVALID",
    message: "This is not a signing request of Tausmith, or it is damaged.",
    hint: "Make the request again.",
  }));
  renderPage(client, <App />, "#/offline");
  await screen.findByRole("region", { name: "Sign a request" });
  choose("File with the request", "{broken");
  expect((await screen.findByRole("alert")).textContent).toContain("OFFLINE_REQUEST_INVALID");
  client.answer("offline.inspect", () => inspection({ key: null, needs: null }));
  choose("File with the request", "{whole}");
  expect(await screen.findByRole("button", { name: "Sign this request" })).toHaveProperty("disabled", true);
  expect(screen.getByText("no key here")).toBeTruthy();
});

test("a camera that is missing is told, with the other ways at hand", async () => {
  const client = createFakeClient(practising);
  client.answer("offline.requests", () => []);
  renderPage(client, <App />, "#/offline");
  const side = await screen.findByRole("region", { name: "Sign a request" });
  fireEvent.click(within(side).getByRole("radio", { name: "Camera" }));
  expect((await within(side).findByRole("alert")).textContent).toContain("CAMERA_ABSENT");
  fireEvent.click(within(side).getByRole("button", { name: "Stop the camera" }));
  expect(within(side).getByLabelText("File with the request")).toBeTruthy();
});

test("the online machine: a watched coldkey's bill becomes a request, its answer is taken back and sent", async () => {
  const client = createFakeClient(practising);
  const watched = wallet({ walletId: "w-1", name: "cold", kind: "watch", place: "none" });
  client.answer("wallet.list", () => [watched]);
  client.answer("registration.prepare", () => plan(undefined, { needs: "password" }));
  const waiting = {
    fingerprint: FINGERPRINT,
    title: "Register cold / default on subnet 8",
    network: "practice",
    signer: COLDKEY,
    madeAtMs: Date.now(),
    deathBlock: 14_393,
  };
  client.answer("offline.request", () => ({
    fileName: `tausmith-request-${FINGERPRINT}.json`,
    file: "{}",
    qrText: "{}",
    vaultPayload: "0x530100",
    fingerprint: FINGERPRINT,
    deathBlock: 14_393,
  }));
  client.answer("offline.requests", () => [waiting]);
  client.answer("offline.submit", () => {
    client.publish("transactions.changed", [transaction()]);
    return transaction();
  });
  renderPage(client, <App />, "#/register?netuid=8");
  const give = await screen.findByRole("button", { name: "Sign on another machine" });
  expect(screen.queryByRole("button", { name: /^Register for at most/ })).toBeNull();
  fireEvent.click(give);
  fireEvent.click(await screen.findByRole("button", { name: "Make the request" }));
  const dialog = await screen.findByRole("dialog", { name: "Sign on another machine" });
  expect(await within(dialog).findByText(FINGERPRINT)).toBeTruthy();
  expect(client.calls.find(({ name }) => name === "offline.request")?.input).toEqual({
    planId: "plan-1",
    withMetadata: true,
  });

  cleanup();
  renderPage(client, <App />, "#/offline");
  const list = await screen.findByRole("list", { name: "Requests" });
  expect(await within(list).findByText(FINGERPRINT)).toBeTruthy();
  choose("File with the answer", '{"format":"tausmith-signature"}');
  await waitFor(() =>
    expect(client.calls.find(({ name }) => name === "offline.submit")?.input).toEqual({
      answer: '{"format":"tausmith-signature"}',
      fingerprint: FINGERPRINT,
    }),
  );
  expect(await screen.findByRole("region", { name: "Sent" })).toBeTruthy();
  client.answer("offline.forget", () => []);
  click(`Forget ${FINGERPRINT}`);
  await waitFor(() => expect(client.calls.some(({ name }) => name === "offline.forget")).toBe(true));
});

test("offline by choice: one button, and the frame says so on every page", async () => {
  const client = createFakeClient(practising);
  client.answer("offline.requests", () => []);
  client.answer("network.select", () => {
    const off = network();
    const status = { ...off, name: "offline", kind: "offline" as const, url: "", state: "offline" as const };
    client.publish("network.changed", { ...status, block: null, reason: "Offline is chosen." });
    return { ...status, block: null, reason: "Offline is chosen." };
  });
  renderPage(client, <App />, "#/offline");
  fireEvent.click(await screen.findByRole("button", { name: "Go offline" }));
  const strip = screen.getByRole("navigation", { name: "Status" });
  expect(await within(strip).findByText("· no connection is opened")).toBeTruthy();
  expect(client.calls.find(({ name }) => name === "network.select")?.input).toEqual({ network: "offline" });
  expect(screen.getByRole("link", { name: "Choose a network" })).toBeTruthy();
});
