import { cleanup, screen, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { FeeCard } from "#renderer/components/FeeCard.tsx";
import { createFakeClient } from "./support/fake-client.ts";
import { renderPage } from "./support/render.tsx";
import { fee } from "./support/samples.ts";

afterEach(cleanup);

const lines = () =>
  within(screen.getByRole("region", { name: "Transaction fee" }))
    .getAllByRole("definition")
    .map((line) => line.textContent);

test("shows every part to the rao, the sum and who pays", () => {
  renderPage(createFakeClient(), <FeeCard fee={fee()} payer="main" />);
  expect(lines().slice(0, 5)).toEqual([
    "0.000118420 τ",
    "0.000014500 τ",
    "0.001204311 τ",
    "0.000000000 τ",
    "0.001337231 τ",
  ]);
  expect(screen.getByText("main")).toBeTruthy();
  expect(screen.getByText("read at block 12,345")).toBeTruthy();
});

test("opens each line to its formula and source", () => {
  renderPage(createFakeClient(), <FeeCard fee={fee()} />);
  expect(screen.getByText(/145 bytes of this signed transaction/)).toBeTruthy();
  expect(screen.getByText("TransactionPaymentApi.query_fee_details, len_fee")).toBeTruthy();
});

test("says of a free call that it is free", () => {
  const free = { ...fee(), free: true, baseRao: "0", lengthRao: "0", weightRao: "0", totalRao: "0" };
  renderPage(createFakeClient(), <FeeCard fee={free} />);
  expect(screen.getByText("Total fee (this call is free)")).toBeTruthy();
});

test("marks what changed since the last block, and only that", () => {
  const flashing = () => [...document.querySelectorAll('dd[class*="flash"]')].map((line) => line.textContent);
  const { rerender } = renderPage(createFakeClient(), <FeeCard fee={fee()} />);
  expect(flashing()).toEqual([]);
  rerender(<FeeCard fee={{ ...fee(), weightRao: "1204312", totalRao: "1337232", atBlock: 12_346 }} />);
  expect(flashing()).toEqual(["0.001204312 τ", "0.001337232 τ"]);
});

test("names who receives the fee, why no tip is given, and keeps the mark of a change until the next block", () => {
  const card = (over: object = {}) => <FeeCard fee={{ ...fee(), goesTo: "The author of the block.", ...over }} />;
  const marks = () => screen.queryAllByRole("img", { name: /^changed/ }).map((mark) => mark.title);
  const { rerender } = renderPage(createFakeClient(), card());
  expect(screen.getByText("The author of the block.")).toBeTruthy();
  expect(screen.getByText(/a stuck one cannot be replaced by tipping/)).toBeTruthy();
  rerender(card({ lengthRao: "14501", totalRao: "1337232", atBlock: 12_346 }));
  expect(marks()).toEqual(["was 0.0000145 τ", "was 0.001337231 τ"]);
  rerender(card({ lengthRao: "14501", totalRao: "1337232", atBlock: 12_347 }));
  expect(marks()).toEqual([]);
});

test("shows the rows of its own kind below the fee, and the balance now and after", () => {
  const row = { label: "You receive, expected", value: "5", kind: "alphaRao", tone: "good" } as const;
  const rows = [
    { ...row, label: "You stake", kind: "rao", tone: "normal" } as const,
    { ...row, label: "Network fee", kind: "rao", place: "fee" } as const,
    { ...row, place: "card" } as const,
  ];
  renderPage(createFakeClient(), <FeeCard fee={fee()} rows={rows} balance={{ nowRao: "9", afterRao: "-1" }} />);
  const card = screen.getByRole("region", { name: "Fees and what comes of it" });
  const names = within(card)
    .getAllByRole("term")
    .map((name) => name.textContent);
  expect(names).toEqual([
    "Base",
    "Length",
    "Weight",
    "Tip",
    "Total fee",
    "Paid by",
    row.label,
    "Balance now",
    "Balance after",
  ]);
});

test("divides a batch's fee among the calls inside and the wrapper, and tells what is to be known", () => {
  const part = { refTime: "1", lengthRao: "100" };
  const inner = [
    { ...part, call: "Balances.transfer_keep_alive", pays: true, weightRao: "200000" },
    { ...part, call: "SubtensorModule.set_weights", pays: false, weightRao: "900000" },
  ];
  renderPage(createFakeClient(), <FeeCard fee={fee()} inner={inner} notes={["The batch pays."]} />);
  expect(lines().slice(5, 9)).toEqual(["2 inside", "0.000200100 τ", "0.000900100 τ", "0.000237031 τ"]);
  expect(200_100 + 900_100 + 237_031).toBe(1_337_231);
  expect(screen.getByText("free alone, paid here because another call pays")).toBeTruthy();
  expect(screen.getByRole("list", { name: "What to know of this fee" }).textContent).toBe("The batch pays.");
});
