import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, test } from "vitest";
import { App } from "#renderer/app/App.tsx";
import { type Ticket, ticketChecks } from "#renderer/pages/signals/ticket-checks.ts";
import { createFakeClient } from "./support/fake-client.ts";
import { renderPage } from "./support/render.tsx";
import { miner, pairs, signal, signalDetail } from "./support/samples.ts";

afterEach(cleanup);

const { uuid } = signal();

test("the matrix tells for every validator and attempt how it went, in words", async () => {
  renderPage(createFakeClient(), <App />, `#/signals/${uuid}`);
  const matrix = await screen.findByRole("table", { name: "Validator matrix" });
  const rows = within(matrix).getAllByRole("row").slice(1);
  expect(rows).toHaveLength(3);
  const cells = rows.map((row) =>
    within(row)
      .getAllByRole("cell")
      .map((cell) => cell.textContent),
  );
  expect(cells[0]).toEqual([
    "812.004 τ",
    "0.981",
    "accepted",
    "38 ms accepted",
    "–",
    "as it was takenLONG 0.1 at 64210.5",
  ]);
  expect(cells[1]?.slice(2, 5)).toEqual(["accepted", "timed out", "61 ms accepted"]);
  expect(cells[2]?.slice(2, 4)).toEqual(["refused", "22 ms refusedOrder too soon after the last one"]);
  expect(rows[2]?.querySelector("[data-outcome]")?.getAttribute("data-outcome")).toBe("refused");
});

test("a live change of the signal reads its matrix again", async () => {
  const client = createFakeClient();
  renderPage(client, <App />, `#/signals/${uuid}`);
  await screen.findByRole("table", { name: "Validator matrix" });
  client.answer("signals.get", () => ({
    ...signalDetail(),
    state: "failed" as const,
    validatorsAccepted: 0,
    reason: "Nobody took it.",
  }));
  client.publish("signals.changed", [signal({ state: "failed", validatorsAccepted: 0 })]);
  expect(await screen.findByText("Nobody took it.")).toBeTruthy();
});

test("the ticket sends SHORT with a negative leverage and opens the signal", async () => {
  const client = createFakeClient();
  client.answer("signals.send", () => signal({ orderType: "SHORT", leverage: "-0.2", state: "received" }));
  renderPage(client, <App />, "#/signals");
  await screen.findByText("BTC/USD is open to orders.");
  fireEvent.click(screen.getByRole("radio", { name: "SHORT" }));
  fireEvent.change(screen.getByLabelText("Leverage"), { target: { value: "0.2" } });
  expect(screen.getByText("Goes out as SHORT with leverage -0.2.")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Send signal" }));
  await waitFor(() => expect(window.location.hash).toBe(`#/signals/${uuid}`));
  expect(client.calls.find(({ name }) => name === "signals.send")?.input).toEqual({
    minerId: "m-1",
    tradePair: "BTCUSD",
    orderType: "SHORT",
    leverage: "-0.2",
  });
});

test("the API key is fetched only when asked for and hides again", async () => {
  const client = createFakeClient();
  renderPage(client, <App />, "#/signals");
  const intake = await screen.findByRole("region", { name: "Intake" });
  await within(intake).findByRole("button", { name: "Show API key" });
  expect(client.calls.some(({ name }) => name === "signals.intakeKey")).toBe(false);
  fireEvent.click(within(intake).getByRole("button", { name: "Show API key" }));
  expect(await within(intake).findByText("k-3f9a51c7d2e84b60")).toBeTruthy();
  fireEvent.click(within(intake).getByRole("button", { name: "Hide API key" }));
  expect(within(intake).queryByText("k-3f9a51c7d2e84b60")).toBeNull();
});

describe("rule check", () => {
  const ticket = (over: Partial<Ticket>): Ticket => ({
    miner: miner(),
    pair: pairs()[0] ?? null,
    orderType: "LONG",
    leverage: "0.1",
    signals: [],
    ...over,
  });
  const tones = (over: Partial<Ticket>) => ticketChecks(ticket(over)).map(({ tone }) => tone);

  test("all green for a sound ticket", () => expect(new Set(tones({}))).toEqual(new Set(["good"])));
  test.each([
    ["no miner", { miner: null }],
    ["a stopped miner", { miner: miner({ state: "stopped" }) }],
    ["a blocked pair", { pair: pairs()[1] ?? null }],
    ["no number", { leverage: "a lot" }],
    ["nothing", { leverage: "" }],
    ["too much", { leverage: "501" }],
    ["a negative LONG", { leverage: "-0.1" }],
  ] as const)("red for %s", (_name, over) => expect(tones(over)).toContain("danger"));
  test("amber where validators clamp, and where one is on its way", () => {
    expect(tones({ leverage: "3" })).toEqual(["good", "good", "good", "warning"]);
    expect(tones({ signals: [signal({ state: "sending" })] })).toContain("warning");
  });
});
