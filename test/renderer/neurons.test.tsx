import { cleanup, screen, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { App } from "#renderer/app/App.tsx";
import { createFakeClient } from "./support/fake-client.ts";
import { overview, ownNeuron, survival } from "./support/neuron-samples.ts";
import { renderPage } from "./support/render.tsx";

afterEach(cleanup);

test("shows the columns with their units, and says what the chain no longer fills", async () => {
  renderPage(createFakeClient(), <App />, "#/neurons");
  const table = await screen.findByRole("table", { name: "My neurons" });
  const heads = within(table)
    .getAllByRole("columnheader")
    .map(({ textContent }) => textContent);
  for (const head of ["Coldkey", "Hotkey", "UID", "Stake α", "Rank", "Emission α-ρ a block", "VPermit", "Axon"]) {
    expect(heads).toContain(head);
  }
  expect(within(table).getAllByTitle("This chain no longer fills it.")).toHaveLength(2);
  expect(within(table).getByText("29,340,153")).toBeTruthy();
  expect(within(table).getByText("71.296 θ")).toBeTruthy();
  expect(within(table).getByText("131.186.56.85:8091")).toBeTruthy();
  const totals = screen.getByRole("table", { name: "Totals by subnet" });
  expect(within(totals).getByText("99.431205118 τ")).toBeTruthy();
});

test("puts the neuron in most danger first, each with its gauge and sentence", async () => {
  const client = createFakeClient();
  const safe = survival({ level: "safe", registrationsAway: null, sentence: "Safe at present." });
  const next = survival({ level: "nextOut", registrationsAway: 1, sentence: "The next registration takes this UID." });
  client.answer("neurons.overview", () =>
    overview([
      ownNeuron({ uid: 3, hotkeyName: "calm", survival: safe }),
      ownNeuron({ uid: 9, hotkeyName: "edge", survival: next }),
    ]),
  );
  renderPage(client, <App />, "#/neurons");
  const list = await screen.findByRole("list", { name: "How safe each UID is" });
  const [first, second] = within(list).getAllByRole("listitem");
  expect(first?.textContent).toContain("edge");
  const meters = within(list).getAllByRole("meter");
  expect(meters[0]?.getAttribute("aria-valuetext")).toBe("The next registration takes this UID.");
  expect(meters[0]?.getAttribute("aria-valuenow")).toBe("1");
  expect(meters[1]?.getAttribute("aria-valuenow")).toBe("64");
  expect(second?.textContent).toContain("Safe at present.");
});

test("says what would stand here while there is none, and offers the way to it", async () => {
  const client = createFakeClient();
  client.answer("neurons.overview", () => overview([]));
  renderPage(client, <App />, "#/neurons");
  expect(await screen.findByText("No neuron yet")).toBeTruthy();
  expect(screen.getAllByRole("link", { name: "Register a hotkey" }).length).toBeGreaterThan(0);
});
