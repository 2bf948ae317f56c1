import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { App } from "#renderer/app/App.tsx";
import { createFakeClient } from "./support/fake-client.ts";
import { renderPage } from "./support/render.tsx";
import { subnets } from "./support/samples.ts";

afterEach(() => {
  cleanup();
  localStorage.clear();
});

test("the screener marks subnets, shows the marked only, and keeps the chosen columns", async () => {
  const client = createFakeClient();
  renderPage(client, <App />, "#/subnets");
  const table = await screen.findByRole("table", { name: "Subnets" });
  fireEvent.click(within(table).getByRole("button", { name: "Mark apex" }));
  await waitFor(() =>
    expect(client.calls).toContainEqual({ name: "subnets.setFavourite", input: { netuid: 1, favourite: true } }),
  );
  client.publish(
    "subnets.changed",
    subnets().map((subnet) => ({ ...subnet, favourite: subnet.netuid === 1 })),
  );
  fireEvent.click(screen.getByRole("switch", { name: "Marked only" }));
  await waitFor(() => expect(table.getAttribute("aria-rowcount")).toBe("2"));
  expect(within(table).getByRole("button", { name: "Unmark apex" })).toBeTruthy();

  expect(within(table).queryByRole("columnheader", { name: "Registration decay" })).toBeNull();
  fireEvent.click(screen.getByRole("button", { name: "Choose columns of Subnets" }));
  fireEvent.click(await screen.findByText("Registration decay"));
  expect(within(table).getByRole("columnheader", { name: "Registration decay" })).toBeTruthy();
  cleanup();
  renderPage(createFakeClient(), <App />, "#/subnets");
  const again = await screen.findByRole("table", { name: "Subnets" });
  expect(within(again).getByRole("columnheader", { name: "Registration decay" })).toBeTruthy();
});

test("a subnet's page explains its rules, its price impact and when its registration price falls", async () => {
  renderPage(createFakeClient(), <App />, "#/subnets/8");
  fireEvent.click(await screen.findByRole("tab", { name: "Hyperparameters" }));
  const rules = await screen.findByRole("table", { name: "Hyperparameters" });
  expect(await within(rules).findByText("360 blocks")).toBeTruthy();
  expect(within(rules).getByText("50.00 %")).toBeTruthy();
  fireEvent.click(screen.getByRole("tab", { name: "Price impact" }));
  const impact = await screen.findByRole("table", { name: "Price impact" });
  expect(await within(impact).findByText(/^9\.13/)).toBeTruthy();
  fireEvent.click(screen.getByRole("tab", { name: "Registration price" }));
  expect(await screen.findByText(/^Halves in/)).toBeTruthy();
  expect(screen.getByText(/in about .* if nobody registers/)).toBeTruthy();
});

test("settings show endpoints with their health, add one by name and address, and say why one is refused", async () => {
  const client = createFakeClient();
  client.answer("network.add", () => ({
    code: "NETWORK_URL_INVALID",
    message: "The address of the node cannot be used.",
    hint: "Give an address such as wss://node.example:443.",
    field: "url",
  }));
  renderPage(client, <App />, "#/settings");
  const list = await screen.findByRole("list", { name: "Endpoints" });
  expect(await within(list).findByText("It is 7 blocks behind another endpoint.")).toBeTruthy();
  expect(within(list).getByRole("button", { name: "Remove wss://own.example:443" })).toBeTruthy();
  fireEvent.change(screen.getByLabelText("Name of the network"), { target: { value: "finney" } });
  fireEvent.change(screen.getByLabelText("Endpoint address"), { target: { value: "http://node" } });
  fireEvent.click(screen.getByRole("button", { name: "Add endpoint" }));
  expect((await screen.findAllByText("The address of the node cannot be used.")).length).toBeGreaterThan(0);

  const can = screen.getByRole("list", { name: "What this node can do" });
  expect(await within(can).findByText(/lacks SubtensorModule\.register_limit/)).toBeTruthy();
});
