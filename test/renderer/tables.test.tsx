import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, test, vi } from "vitest";
import { App } from "#renderer/app/App.tsx";
import { toCsv } from "#renderer/lib/csv.ts";
import { formatDecimal } from "#src/amount/format-amount.ts";
import { createFakeClient } from "./support/fake-client.ts";
import { renderPage } from "./support/render.tsx";
import { manySubnets, neurons } from "./support/samples.ts";

afterEach(cleanup);

const rowsOf = (table: HTMLElement) =>
  within(table)
    .getAllByRole("row")
    .slice(1)
    .filter((row) => row.childElementCount > 0);
const column = (table: HTMLElement, at: number) => rowsOf(table).map((row) => row.children[at]?.textContent);

test("a metagraph of 256 rows keeps only the visible ones in the page", async () => {
  const client = createFakeClient();
  client.answer("subnets.neurons", () => neurons(256));
  renderPage(client, <App />, "#/subnets/8");
  const table = await screen.findByRole("table", { name: "Metagraph" });
  expect(table.getAttribute("aria-rowcount")).toBe("257");
  await waitFor(() => expect(rowsOf(table).length).toBeGreaterThan(10));
  expect(rowsOf(table).length).toBeLessThan(60);
  expect(screen.getByText("practice / default")).toBeTruthy();
});

test("sorts by exact amounts, filters in every column, opens a row by keyboard", async () => {
  const client = createFakeClient();
  client.answer("subnets.list", manySubnets);
  renderPage(client, <App />, "#/subnets");
  const table = await screen.findByRole("table", { name: "Subnets" });
  await waitFor(() => expect(column(table, 0).slice(0, 3)).toEqual(["0", "1", "2"]));
  fireEvent.click(within(table).getByRole("button", { name: /^Price/ }));
  expect(column(table, 0).slice(0, 3)).toEqual(["128", "127", "126"]);
  expect(
    within(table)
      .getByRole("columnheader", { name: /^Price/ })
      .getAttribute("aria-sort"),
  ).toBe("descending");
  fireEvent.change(screen.getByLabelText("Filter Subnets"), { target: { value: "sixty-four" } });
  expect(column(table, 0)).toEqual(["77"]);
  expect(screen.getByText("1 of 129")).toBeTruthy();
  fireEvent.keyDown(rowsOf(table)[0]!, { key: "Enter" });
  expect(window.location.hash).toBe("#/subnets/77");
});

test("amounts are exported and found in the unit of their column, and never as raw rao", async () => {
  const files: Blob[] = [];
  vi.spyOn(URL, "createObjectURL").mockImplementation((file) => {
    files.push(file as Blob);
    return "blob:tausmith";
  });
  vi.spyOn(URL, "revokeObjectURL").mockImplementation(() => {});
  const client = createFakeClient();
  client.answer("subnets.list", manySubnets);
  renderPage(client, <App />, "#/subnets");
  const table = await screen.findByRole("table", { name: "Subnets" });
  const exact = formatDecimal(BigInt(manySubnets()[3]?.priceRaoPerAlpha ?? 0));
  fireEvent.change(screen.getByLabelText("Filter Subnets"), { target: { value: exact } });
  await waitFor(() => expect(column(table, 0)).toEqual(["3"]));
  fireEvent.click(screen.getByRole("button", { name: "CSV" }));
  const [head = "", row = "", ...more] = ((await files[0]?.text()) ?? "").split("\r\n");
  expect(more).toEqual([]);
  expect(head.split(",")[3]).toBe("Price (τ per α)");
  expect(row.split(",")[3]).toBe(exact);
  vi.restoreAllMocks();
});

test("an empty table says what would fill it; an error stands in its place with a next step", async () => {
  const client = createFakeClient();
  client.answer("transactions.list", () => []);
  client.answer("signals.list", () => ({ code: "STORE_BUSY", message: "The journal is busy.", hint: "Try again." }));
  renderPage(client, <App />, "#/activity");
  expect(await screen.findByText("No transaction yet")).toBeTruthy();
  cleanup();
  renderPage(client, <App />, "#/signals");
  const alert = await screen.findByRole("alert");
  expect(alert.textContent).toContain("STORE_BUSY");
  client.answer("signals.list", () => []);
  fireEvent.click(within(alert).getByRole("button", { name: "Try again" }));
  expect(await screen.findByText("No signal yet")).toBeTruthy();
});

describe("CSV", () => {
  test("quotes what must be quoted and keeps figures exact", () => {
    expect(
      toCsv(
        ["a", "b"],
        [
          ["x,y", 18_446_744_073_709_551_615n],
          ['say "hi"', -0.5],
          [null, "two\nlines"],
        ],
      ),
    ).toBe('a,b\r\n"x,y",18446744073709551615\r\n"say ""hi""",-0.5\r\n,"two\nlines"');
  });
  test("disarms what a spreadsheet would run", () => {
    expect(toCsv(["n"], [["=1+1"], ["@x"], ["-2+3"], ["-2"]])).toBe("n\r\n'=1+1\r\n'@x\r\n'-2+3\r\n-2");
  });
});
