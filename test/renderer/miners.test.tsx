import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { App } from "#renderer/app/App.tsx";
import { createFakeClient } from "./support/fake-client.ts";
import { renderPage } from "./support/render.tsx";
import { miner } from "./support/samples.ts";

afterEach(cleanup);

test("a taken port is told with another one to take, which is one click", async () => {
  const client = createFakeClient();
  client.answer("miners.list", () => []);
  client.answer("miners.create", ({ intakePort }) =>
    intakePort === 8_088
      ? {
          code: "MINER_PORT_TAKEN",
          message: "Port 8088 is used by another program.",
          hint: "Use port 8089.",
          field: "intakePort",
          details: { port: 8_088, freePort: 8_089 },
        }
      : miner({ intakePort: intakePort ?? 8_090, state: "stopped" }),
  );
  renderPage(client, <App />, "#/miners?create=1");
  const dialog = await screen.findByRole("dialog", { name: "Create a miner" });
  await waitFor(() =>
    expect((within(dialog).getByRole("combobox", { name: "Hotkey" }) as HTMLInputElement).value).toBe(
      "practice / default · UID 17",
    ),
  );
  fireEvent.change(within(dialog).getByLabelText(/^Intake port/), { target: { value: "8088" } });
  fireEvent.click(within(dialog).getByRole("button", { name: "Create miner" }));
  expect((await within(dialog).findByRole("alert")).textContent).toContain("MINER_PORT_TAKEN");
  fireEvent.click(within(dialog).getByRole("button", { name: "Use port 8089" }));
  await waitFor(() => expect(window.location.hash).toBe("#/miners/m-1"));
  expect(client.calls.filter(({ name }) => name === "miners.create").at(-1)?.input).toEqual({
    kind: "signals",
    walletId: "w-practice",
    hotkeyName: "default",
    netuid: 8,
    intakePort: 8_089,
  });
});

test("a miner that lost its port to another program moves to the next free one and starts", async () => {
  const client = createFakeClient();
  const error = {
    code: "SIGNAL_PORT_IN_USE",
    message: "Port 8088 is used by another program.",
    hint: "Use port 8089.",
  };
  client.answer("miners.list", () => [miner({ state: "failed", sentence: "Its port is taken.", error })]);
  client.answer("miners.setPort", () => miner({ state: "stopped", intakePort: 8_089 }));
  client.answer("miners.start", () => miner({ intakePort: 8_089 }));
  renderPage(client, <App />, "#/miners");
  fireEvent.click(await screen.findByRole("button", { name: "Use another port" }));
  await waitFor(() => expect(client.calls.some(({ name }) => name === "miners.start")).toBe(true));
  expect(client.calls.find(({ name }) => name === "miners.setPort")?.input).toEqual({ minerId: "m-1" });
});

test("start and stop follow the state; a refusal stands on the card", async () => {
  const client = createFakeClient();
  client.answer("miners.stop", () => ({
    code: "MINER_FAILED",
    message: "It did not end.",
    hint: "Wait and try again.",
  }));
  renderPage(client, <App />, "#/miners");
  fireEvent.click(await screen.findByRole("button", { name: "Stop signals default" }));
  expect((await screen.findByRole("alert")).textContent).toContain("It did not end.");
  client.publish("miners.changed", [miner({ state: "stopped" })]);
  expect(await screen.findByRole("button", { name: "Start signals default" })).toBeTruthy();
  expect(screen.getByRole("button", { name: "Remove signals default" })).toBeTruthy();
});

test("logs are filtered while they are followed", async () => {
  renderPage(createFakeClient(), <App />, "#/miners/m-1");
  const lines = await screen.findByRole("region", { name: "Log lines" });
  await waitFor(() => expect(lines.childElementCount).toBe(24));
  fireEvent.change(screen.getByLabelText("Filter logs"), { target: { value: "warn" } });
  expect(lines.childElementCount).toBe(3);
});
