import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { App } from "#renderer/app/App.tsx";
import { createFakeClient, practising } from "./support/fake-client.ts";
import { renderPage } from "./support/render.tsx";
import { COLDKEY, MY_HOTKEY } from "./support/samples.ts";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const PASSPHRASE = "a kite above the dunes";

async function open(client: ReturnType<typeof createFakeClient>): Promise<HTMLElement> {
  renderPage(client, <App />, "#/settings");
  return screen.findByRole("region", { name: "Backup" });
}
const fill = (scope: HTMLElement, label: string | RegExp, value: string) =>
  fireEvent.change(within(scope).getByLabelText(label, { selector: "input" }), { target: { value } });

test("a backup is made under a passphrase typed twice, and saved as a file", async () => {
  const client = createFakeClient(practising);
  client.answer("wallet.backup", () => ({ fileName: "tausmith-backup-2026-11-21.json", file: '{"sealed":true}' }));
  const saved: Blob[] = [];
  const createObjectURL = vi.spyOn(URL, "createObjectURL").mockImplementation((blob) => {
    saved.push(blob as Blob);
    return "blob:test";
  });
  const revoke = vi.spyOn(URL, "revokeObjectURL").mockImplementation(() => undefined);
  const panel = await open(client);
  fill(panel, /^New password/, PASSPHRASE);
  const make = within(panel).getByRole("button", { name: "Make backup" });
  expect(make).toHaveProperty("disabled", true);
  fill(panel, /^Repeat password/, PASSPHRASE);
  fireEvent.click(make);
  await within(panel).findByText(/^Saved as tausmith-backup-2026-11-21.json/);
  expect(await saved[0]?.text()).toBe('{"sealed":true}');
  expect(client.calls.find(({ name }) => name === "wallet.backup")?.input).toEqual({ passphrase: PASSPHRASE });
  createObjectURL.mockRestore();
  revoke.mockRestore();
});

test("restoring shows what it would change first, and a wrong passphrase changes nothing", async () => {
  const client = createFakeClient(practising);
  const view = {
    madeAtMs: 1_790_000_000_000,
    changes: [
      { what: "wallet" as const, name: "old", address: COLDKEY, change: "rename" as const, newName: "old (2)" },
      { what: "hotkey" as const, name: "miner", address: MY_HOTKEY, change: "same" as const, newName: null },
    ],
  };
  client.answer("wallet.previewBackup", () => ({
    code: "AUTH_PASSWORD_WRONG",
    message: "The passphrase is wrong.",
    hint: "Type it again.",
  }));
  client.answer("wallet.restoreBackup", () => view);
  const panel = await open(client);
  fireEvent.click(within(panel).getByRole("radio", { name: "Restore one" }));
  fireEvent.change(within(panel).getByLabelText("Backup file", { selector: "input" }), {
    target: { files: [new File(["{sealed}"], "backup.json")] },
  });
  fill(panel, /^Passphrase of the backup/, "wrong");
  const look = within(panel).getByRole("button", { name: "Show what it would change" });
  await waitFor(() => expect(look).toHaveProperty("disabled", false));
  fireEvent.click(look);
  expect((await within(panel).findByRole("alert")).textContent).toContain("AUTH_PASSWORD_WRONG");
  expect(within(panel).queryByRole("button", { name: "Bring these in" })).toBeNull();

  client.answer("wallet.previewBackup", () => view);
  fill(panel, /^Passphrase of the backup/, PASSPHRASE);
  fireEvent.click(look);
  const changes = await within(panel).findByRole("list", { name: "What restoring would change" });
  expect(changes.textContent).toContain("comes in under another name: old (2)");
  expect(changes.textContent).toContain("is here already");
  expect(client.calls.some(({ name }) => name === "wallet.restoreBackup")).toBe(false);
  fireEvent.click(within(panel).getByRole("button", { name: "Bring these in" }));
  await within(panel).findByText(/^Restored/);
  expect(client.calls.find(({ name }) => name === "wallet.restoreBackup")?.input).toEqual({
    file: "{sealed}",
    passphrase: PASSPHRASE,
  });
});
