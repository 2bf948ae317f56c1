import { expect, test } from "vitest";
import { createActivity } from "#main/activity/activity.ts";
import { createEvents } from "#main/ports/events.ts";
import { openStore } from "#main/store/store.ts";

test("the feed is newest first, published as a whole, and a failing listener harms nobody", () => {
  const events = createEvents();
  let at = 1_000;
  const clock = { nowMs: () => at++, nowNs: () => 0n, after: () => () => {} };
  const activity = createActivity({ store: openStore(":memory:"), clock, events });
  const seen: string[][] = [];
  events.subscribe("app.activityChanged", () => {
    throw new Error("a page went away");
  });
  events.subscribe("app.activityChanged", (event) => seen.push(event.payload.map((line) => line.text)));
  activity.add({ area: "wallet", level: "info", text: "one" });
  activity.add({ area: "miners", level: "warning", text: "two", link: "/miners" });
  expect(activity.list(1)).toEqual([
    { id: 2, atMs: 1_001, area: "miners", level: "warning", text: "two", link: "/miners" },
  ]);
  expect(seen).toEqual([["one"], ["two", "one"]]);
});

test("a late subscriber gets the newest snapshot at once", () => {
  const events = createEvents();
  events.publish("app.activityChanged", []);
  const seqs: number[] = [];
  const stop = events.subscribe("app.activityChanged", (event) => seqs.push(event.seq));
  stop();
  events.publish("app.activityChanged", []);
  expect(seqs).toEqual([1]);
});
