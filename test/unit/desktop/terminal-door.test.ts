import { describe, expect, it } from "vitest";
import { createTerminalDoor } from "#main/desktop/life/terminal-door.ts";

function makeDoor(broken = false) {
  const told: string[] = [];
  const door = createTerminalDoor({
    open: async () => {
      if (broken) throw new Error("no port");
      told.push("open");
      return { stop: async () => void told.push("stop") };
    },
    failed: (error) => told.push(String(error)),
  });
  return { told, door };
}

describe("the terminal's way to the desktop app", () => {
  it("is open on every network, closed offline and never opened twice", async () => {
    const { told, door } = makeDoor();
    await door.follow("offline");
    expect(told).toEqual([]);
    await Promise.all([door.follow("practice"), door.follow("finney")]);
    expect(told).toEqual(["open"]);
    await door.follow("offline");
    await door.follow("custom");
    expect(told).toEqual(["open", "stop", "open"]);
  });

  it("stays closed once the app quits", async () => {
    const { told, door } = makeDoor();
    await door.follow("test");
    await door.close();
    await door.follow("test");
    expect(told).toEqual(["open", "stop"]);
  });

  it("tells a failure and goes on", async () => {
    const { told, door } = makeDoor(true);
    await door.follow("practice");
    await door.close();
    expect(told).toEqual(["Error: no port"]);
  });
});
