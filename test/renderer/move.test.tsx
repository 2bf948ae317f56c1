import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { App } from "#renderer/app/App.tsx";
import type { MoveView } from "#src/contract/move.ts";
import { createFakeClient } from "./support/fake-client.ts";
import { move, movePreview } from "./support/move-samples.ts";
import { renderPage } from "./support/render.tsx";

afterEach(cleanup);

const show = (views: MoveView[], route: string) => {
  const client = createFakeClient();
  client.answer("move.list", () => views);
  renderPage(client, <App />, route);
  return client;
};
const called = (client: ReturnType<typeof createFakeClient>, name: string) =>
  client.calls.filter((call) => call.name === name).map(({ input }) => input);

/** Presses a button for as long as it asks to be held. */
function hold(button: HTMLElement): void {
  vi.useFakeTimers();
  try {
    fireEvent.pointerDown(button, { button: 0 });
    vi.advanceTimersByTime(1_300);
  } finally {
    vi.useRealTimers();
  }
}

test("the steps stand in order, the one that is on is marked and tells the other machine's part", async () => {
  show([move()], "#/move/m-1");
  const steps = within(await screen.findByRole("list", { name: "Steps of the move" })).getAllByRole("listitem");
  expect(steps.map((step) => step.getAttribute("data-state"))).toEqual(["done", "now", "later", "later"]);
  expect(steps[1]?.getAttribute("aria-current")).toBe("step");
  expect(
    within(steps[1] as HTMLElement).getByText("tausmith move import --from tausmith-move-default-4bcc.json"),
  ).toBeTruthy();
});

test("a sender stops only for a ready code that can be one, read as people type it", async () => {
  const client = show([move()], "#/move/m-1");
  client.answer("move.stop", () => move({ stage: "handedOver" }));
  const stop = await screen.findByRole("button", { name: "Stop this sender" });
  fireEvent.change(screen.getByLabelText(/^Ready code/), { target: { value: "K7QD-2M9" } });
  expect((stop as HTMLButtonElement).disabled).toBe(true);
  fireEvent.change(screen.getByLabelText(/^Ready code/), { target: { value: "k7qd 2m9x" } });
  fireEvent.click(stop);
  await waitFor(() =>
    expect(called(client, "move.stop")).toEqual([{ moveId: "m-1", drain: true, readyCode: "K7QD-2M9X" }]),
  );
});

test("the new side takes the hand-over code; a refusal stands where it was entered", async () => {
  const client = show(
    [move({ side: "new", stage: "imported", action: "giveCode", readyCode: "K7QD-2M9X", mayForce: true })],
    "#/move/m-1",
  );
  client.answer("move.start", () => ({
    code: "MOVE_TOKEN_OTHER",
    message: "This hand-over code belongs to another move.",
    hint: "Take the other one.",
    field: "token",
  }));
  expect(await screen.findByText("K7QD-2M9X")).toBeTruthy();
  fireEvent.change(screen.getByLabelText(/^Hand-over code/), { target: { value: "tausmith-handover-1.a.b" } });
  fireEvent.click(screen.getByRole("button", { name: "Take over and start" }));
  expect((await screen.findByRole("alert")).textContent).toContain("belongs to another move");
  expect(called(client, "move.start")).toEqual([{ moveId: "m-1", token: "tausmith-handover-1.a.b" }]);
});

test("without the code it starts only after the risk was shown and the button held", async () => {
  const view = move({ side: "new", stage: "imported", action: "giveCode", readyCode: "K7QD-2M9X", mayForce: true });
  const client = show([view], "#/move/m-1");
  client.answer("move.takeOver", () => ({ ...view, stage: "taken" as const }));
  client.answer("move.start", () => ({ ...view, stage: "done" as const }));
  expect(screen.queryByRole("button", { name: "Hold to start without it" })).toBeNull();
  fireEvent.click(await screen.findByRole("button", { name: "The old machine is dead" }));
  expect((await screen.findByRole("alert")).textContent).toContain("every order goes out twice");
  const button = screen.getByRole("button", { name: "Hold to start without it" });
  fireEvent.click(button);
  expect(called(client, "move.takeOver")).toEqual([]);
  hold(button);
  await waitFor(() => expect(called(client, "move.start")).toEqual([{ moveId: "m-1" }]));
  expect(called(client, "move.takeOver")).toEqual([{ moveId: "m-1", oldMachineIsDead: true }]);
});

test("an axon shows its requests; before it is quiet it stops only by holding", async () => {
  const nowMs = Date.now();
  const axon = move({
    role: "axon",
    action: "watch",
    axon: { published: "203.0.113.5:8091", waitMs: 0, reachedFrom: null },
    requests: {
      perMinute: [
        { atMs: nowMs - 120_000, count: 12 },
        { atMs: nowMs - 60_000, count: 3 },
        { atMs: nowMs, count: 0 },
      ],
      lastAtMs: nowMs - 61_000,
      quietAtMs: nowMs + 600_000,
      quietNeedsMs: 1_200_000,
    },
  });
  const client = show([axon], "#/move/m-1");
  client.answer("move.stop", () => ({ ...axon, stage: "handedOver" as const }));
  expect(await screen.findByRole("img", { name: "15 requests in 3 minutes, 0 in the newest" })).toBeTruthy();
  expect(screen.getByText(/Quiet in 10 min, if nobody asks again/)).toBeTruthy();
  hold(screen.getByRole("button", { name: "Hold to stop it now all the same" }));
  await waitFor(() => expect(called(client, "move.stop")).toEqual([{ moveId: "m-1", anyway: true }]));
});

test("a file is looked into before it is imported, and one of another network cannot be", async () => {
  const client = show([], "#/move");
  client.answer("move.preview", () =>
    movePreview({ networkFits: false, problem: "The miner belongs to finney; this profile is on practice." }),
  );
  fireEvent.change(await screen.findByLabelText("Move file"), { target: { files: [new File(["{}"], "move.json")] } });
  fireEvent.change(screen.getByLabelText("Passphrase of the move file"), { target: { value: "carry me across" } });
  await waitFor(() =>
    expect((screen.getByRole("button", { name: "Show what it brings" }) as HTMLButtonElement).disabled).toBe(false),
  );
  fireEvent.click(screen.getByRole("button", { name: "Show what it brings" }));
  expect((await screen.findByRole("alert")).textContent).toContain("this profile is on practice");
  expect((screen.getByRole("button", { name: "Import" }) as HTMLButtonElement).disabled).toBe(true);
});

test("a miner that was handed over cannot be started from its card", async () => {
  const client = createFakeClient();
  client.answer("move.list", () => [move({ stage: "handedOver", over: true, mayCancel: false, mayTakeBack: true })]);
  renderPage(client, <App />, "#/miners");
  expect(await screen.findByText("It was handed over to another machine and does not start here.")).toBeTruthy();
  expect(screen.queryByRole("button", { name: /^(Start|Stop) signals default$/ })).toBeNull();
  expect(screen.getByRole("link", { name: "Moved away" }).getAttribute("href")).toBe("#/move/m-1");
});
