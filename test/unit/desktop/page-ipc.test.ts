import { expect, it, vi } from "vitest";
import { createPageIpc } from "#main/desktop/page-ipc.ts";
import { createEvents } from "#main/ports/events.ts";
import { ok } from "#src/result.ts";

const event = { sender: { id: 1, mainFrame: null }, senderFrame: null };

function setUp(trusted = true) {
  const events = createEvents();
  const dispatch = vi.fn(async () => ok(1));
  const push = vi.fn();
  const onRefused = vi.fn();
  const context = { front: "desktop" as const, confirm: async () => ({ approved: false as const }) };
  const page = createPageIpc({ dispatch, events, context, isTrusted: () => trusted, push, onRefused });
  return { events, dispatch, push, onRefused, context, page };
}

it("hands calls to the dispatcher, whatever their form", async () => {
  const { page, dispatch, context } = setUp();
  expect(await page.call(event, "app.info", { a: 1 })).toEqual(ok(1));
  await page.call(event, { evil: 1 }, undefined);
  expect(dispatch.mock.calls).toEqual([
    ["app.info", { a: 1 }, context],
    ["", undefined, context],
  ]);
});

it("does nothing for an unknown sender, and says so", async () => {
  const { page, dispatch, push, onRefused, events } = setUp(false);
  expect(await page.call(event, "app.info", {})).toMatchObject({ ok: false, error: { code: "SENDER_REFUSED" } });
  page.subscribe(event, "wallet.changed", true);
  events.publish("wallet.changed", []);
  expect([dispatch.mock.calls, push.mock.calls]).toEqual([[], []]);
  expect(onRefused.mock.calls).toEqual([["call"], ["subscribe"]]);
});

it("pushes whole events of the streams that were asked for, until they are given up", () => {
  const { page, push, events } = setUp();
  page.subscribe(event, "wallet.changed", true);
  page.subscribe(event, "no.such", true);
  page.subscribe(event, ["wallet.changed"], true);
  events.publish("wallet.changed", []);
  events.publish("miners.changed", []);
  expect(push.mock.calls).toEqual([[{ stream: "wallet.changed", seq: 1, payload: [] }]]);
  page.subscribe(event, "wallet.changed", false);
  events.publish("wallet.changed", []);
  page.subscribe(event, "miners.changed", true);
  page.reset();
  events.publish("miners.changed", []);
  expect(push.mock.calls.slice(1)).toEqual([[{ stream: "miners.changed", seq: 2, payload: [] }]]);
});
