import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { PlanConfirm } from "#renderer/components/PlanConfirm.tsx";
import type { RehearsalResult, RehearsalState } from "#src/contract/rehearsal.ts";
import type { PlanView } from "#src/contract/transactions.ts";
import { createFakeClient } from "./support/fake-client.ts";
import { renderPage } from "./support/render.tsx";
import { COLDKEY, MY_HOTKEY, plan } from "./support/samples.ts";

afterEach(cleanup);

const WAIT = { timeout: 30_000 };
const result = (change: Partial<RehearsalResult> = {}): RehearsalResult => ({
  how: "fork",
  network: "finney",
  atBlock: 5_000_000,
  atHash: `0x${"ab".repeat(32)}`,
  specVersion: 424,
  blockWork: false,
  outcome: "succeeded",
  error: null,
  expectations: [
    { label: "Fee", unit: "rao", expected: "1337231", rehearsed: "1337231", difference: "0", reason: null },
    {
      label: "Alpha received",
      unit: "alphaRao",
      expected: "2000000000",
      rehearsed: "1999999998",
      difference: "-2",
      reason: "The pool moved.",
    },
  ],
  balances: [
    {
      address: COLDKEY,
      freeBeforeRao: "5000000000",
      freeAfterRao: "4000000000",
      reservedBeforeRao: "0",
      reservedAfterRao: "60000000",
      changeRao: "-940000000",
    },
  ],
  stakes: [
    {
      netuid: 8,
      hotkey: MY_HOTKEY,
      coldkey: COLDKEY,
      beforeAlphaRao: "0",
      afterAlphaRao: "1999999998",
      changeAlphaRao: "1999999998",
    },
  ],
  uids: [{ netuid: 8, uid: 17, hotkeyBefore: null, hotkeyAfter: MY_HOTKEY }],
  events: [{ name: "SubtensorModule.StakeAdded", fields: [{ name: "netuid", value: "8" }] }],
  otherChanges: [{ item: "SubtensorModule.SubnetTAO", keys: 1 }],
  tookMs: 8_400,
  requests: 41,
  peakMiB: 260,
  ...change,
});
const running = (change: Partial<RehearsalState> = {}): RehearsalState => ({
  planId: "plan-1",
  state: "running",
  step: "Loads the chain's runtime.",
  startedAtMs: Date.now(),
  deadlineMs: Date.now() + 300_000,
  requests: 12,
  memoryMiB: 210,
  error: null,
  ...change,
});
const finney: PlanView = plan(undefined, {
  network: { name: "finney", kind: "finney", genesisHash: `0x${"a".repeat(64)}`, specVersion: 424 },
});

function confirm(shown: PlanView, client = createFakeClient()) {
  renderPage(
    client,
    <PlanConfirm plan={shown} busy={false} error={null} onCancel={() => {}} onConfirm={() => {}} />,
    "#/",
  );
  return { client, panel: () => within(screen.getByRole("region", { name: "Rehearsal" })) };
}

test("tries it on a copy: its steps while it runs, then money, stake, places and events", async () => {
  const answer = Promise.withResolvers<RehearsalResult>();
  const { client, panel } = confirm(finney);
  client.answer("rehearsal.run", () => answer.promise);
  fireEvent.click(panel().getByLabelText(/block's own work/));
  fireEvent.click(panel().getByRole("button", { name: "Try it on a copy first" }));
  client.publish("rehearsal.changed", running({ planId: "another", step: "Not this one." }));
  client.publish("rehearsal.changed", running());
  const status = await panel().findByRole("status", {}, WAIT);
  await waitFor(() => expect(status.textContent).toContain("Loads the chain's runtime."), WAIT);
  expect(status.textContent).toContain("210 MiB");
  expect(status.textContent).not.toContain("Not this one.");
  expect(client.calls.find(({ name }) => name === "rehearsal.run")?.input).toEqual({
    planId: "plan-1",
    blockWork: true,
  });

  answer.resolve(result());
  await panel().findByText("It succeeds on the copy.", {}, WAIT);
  const planned = panel().getByRole("table", { name: "Planned and rehearsed" });
  expect(planned.textContent).toContain("the same");
  expect(planned.textContent).toContain("The pool moved.");
  expect(panel().getByRole("table", { name: "Balances" }).textContent).toContain("Reserved after");
  expect(panel().getByRole("table", { name: "Stake" }).textContent).toContain("1.9999");
  expect(panel().getByRole("table", { name: "Places" }).textContent).toContain("free");
  expect(panel().getByText("SubtensorModule.StakeAdded")).toBeTruthy();
  expect(panel().getByText(/260 MiB/).textContent).toContain("by the chain's own runtime");
  expect(client.calls.some(({ name }) => name === "transactions.submit")).toBe(false);
});

test("a call that fails says so with the chain's error and what it costs", async () => {
  const { client, panel } = confirm(finney);
  const error = { name: "Token.FundsUnavailable", message: "The account has too little.", hint: "Add TAO." };
  client.answer("rehearsal.run", () => result({ outcome: "failed", error, stakes: [], uids: [] }));
  fireEvent.click(panel().getByRole("button", { name: "Try it on a copy first" }));
  expect((await panel().findByText(/It fails on the copy/, {}, WAIT)).textContent).toContain("cost the fee");
  expect(panel().getByText("Token.FundsUnavailable")).toBeTruthy();
  expect(panel().queryByRole("table", { name: "Stake" })).toBeNull();
  expect(panel().getByRole("button", { name: "Try it on a copy again" })).toBeTruthy();
});

test("why it cannot be rehearsed stands there with the next step; signing stays possible", async () => {
  const { client, panel } = confirm(finney);
  client.answer("rehearsal.run", () => ({
    code: "REHEARSAL_MEMORY_LOW",
    message: "A copy of this chain needs 512 MiB of memory; 100 MiB are free.",
    hint: "Close other programs, or sign without a rehearsal.",
  }));
  fireEvent.click(panel().getByRole("button", { name: "Try it on a copy first" }));
  expect((await panel().findByRole("alert", {}, WAIT)).textContent).toContain("100 MiB are free");
  expect(screen.getByRole("button", { name: /sign and send/i })).toHaveProperty("disabled", false);
});

test("it can be stopped, and ends with the confirmation that it belongs to", async () => {
  const { client, panel } = confirm(plan());
  expect(panel().queryByLabelText(/block's own work/)).toBeNull();
  const answer = Promise.withResolvers<never>();
  client.answer("rehearsal.run", () => answer.promise);
  client.answer("rehearsal.cancel", () => running({ state: "cancelled" }));
  const cancels = () => client.calls.filter(({ name }) => name === "rehearsal.cancel").length;
  fireEvent.click(panel().getByRole("button", { name: "Try it on a copy first" }));
  fireEvent.click(await panel().findByRole("button", { name: "Stop the rehearsal" }, WAIT));
  expect(cancels()).toBe(1);
  cleanup();
  expect(cancels()).toBe(2);
});
