import { EventEmitter } from "node:events";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { desktopArguments } from "#main/desktop/arguments.ts";
import { openDesktopMemory } from "#main/desktop/desktop-state.ts";
import { builtPaths } from "#main/desktop/paths.ts";
import { createUtilityProcessHost } from "#main/desktop/utility-process-host.ts";
import { windowBounds } from "#main/desktop/window/window-bounds.ts";

describe("where the window opens", () => {
  const left = { x: 0, y: 0, width: 1_920, height: 1_080 };
  const right = { x: 1_920, y: 0, width: 2_560, height: 1_440 };

  it("is in the middle of the first screen at first", () => {
    expect(windowBounds(null, [left])).toEqual({ width: 1_280, height: 860 });
  });

  it("is where it was, while that screen is there", () => {
    const was = { x: 2_000, y: 100, width: 1_500, height: 900 };
    expect(windowBounds(was, [left, right])).toEqual(was);
    expect(windowBounds(was, [left])).toEqual({ width: 1_500, height: 900 });
  });

  it("can always be caught with the mouse and fits its screen", () => {
    expect(windowBounds({ x: 0, y: -200, width: 1_200, height: 800 }, [left])).toEqual({ width: 1_200, height: 800 });
    expect(windowBounds({ x: 1_900, y: 0, width: 1_200, height: 800 }, [left])).toEqual({ width: 1_200, height: 800 });
    expect(windowBounds({ x: 0, y: 0, width: 9_000, height: 9_000 }, [left])).toMatchObject({
      width: 1_920,
      height: 1_080,
    });
    expect(windowBounds({ x: 0, y: 0, width: 1, height: 1 }, [left])).toMatchObject({ width: 1_024, height: 700 });
    expect(windowBounds(null, [])).toEqual({ width: 1_280, height: 860 });
  });
});

describe("what the window remembers", () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), "tausmith-window-"));
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));
  const first = { bounds: null, maximized: false, onClose: "ask" };

  it("comes back", () => {
    const bounds = { x: 1, y: 2, width: 1_100, height: 800 };
    const memory = openDesktopMemory(dir);
    expect(memory.get()).toEqual(first);
    memory.set({ bounds });
    memory.set({ onClose: "background" });
    expect(openDesktopMemory(dir).get()).toEqual({ bounds, maximized: false, onClose: "background" });
    expect(statSync(join(dir, "window.json")).mode & 0o077).toBe(0);
  });

  it("loses a damaged part alone, and never the start", () => {
    const file = join(dir, "window.json");
    for (const text of ["", "[]", "null", "{"]) {
      writeFileSync(file, text);
      expect(openDesktopMemory(dir).get()).toEqual(first);
    }
    writeFileSync(file, '{"bounds":{"x":"a"},"maximized":true,"onClose":"explode","more":1}');
    const memory = openDesktopMemory(dir);
    expect(memory.get()).toEqual({ ...first, maximized: true });
    rmSync(dir, { recursive: true });
    memory.set({ maximized: false });
    expect(memory.get().maximized).toBe(false);
  });
});

it("reads its two flags among Chromium's own", () => {
  expect(desktopArguments(["electron", ".", "--data", "/p", "--network=ws://127.0.0.1:9944", "--disable-gpu"])).toEqual(
    {
      data: "/p",
      network: "ws://127.0.0.1:9944",
    },
  );
  expect(desktopArguments(["electron", ".", "--data", "--network"])).toEqual({});
  expect(desktopArguments(["tausmith", "--data="])).toEqual({});
});

it("finds the built parts beside the bundle", () => {
  expect(builtPaths("file:///app/out/main/electron.js")).toEqual({
    pages: "/app/out/renderer",
    preload: "/app/out/preload/index.cjs",
    confirmPreload: "/app/out/preload/confirm.cjs",
    tray: "/app/assets/tray",
    icon: "/app/assets/icons/512x512.png",
  });
});

it("ships every image that the shell names", () => {
  const assets = join(import.meta.dirname, "../../../assets");
  const pngSize = (file: string) => {
    const bytes = readFileSync(join(assets, file));
    expect(bytes.subarray(1, 4).toString()).toBe("PNG");
    return bytes.readUInt32BE(16);
  };
  expect(pngSize("icons/512x512.png")).toBe(512);
  for (const state of ["idle", "running", "attention", "failed"]) {
    expect([pngSize(`tray/${state}.png`), pngSize(`tray/${state}@2x.png`)]).toEqual([22, 44]);
    expect([pngSize(`tray/${state}Template.png`), pngSize(`tray/${state}Template@2x.png`)]).toEqual([16, 32]);
  }
});

describe("miner processes under Electron", () => {
  class Child extends EventEmitter {
    pid: number | undefined;
    readonly stdout = new PassThrough();
    readonly stderr = new PassThrough();
    readonly postMessage = vi.fn();
    readonly kill = vi.fn(() => true);
  }
  const start = () => {
    const child = new Child();
    const fork = vi.fn(() => child);
    const kill = vi.fn();
    const host = createUtilityProcessHost(fork, kill, { PATH: "/bin", HOME: "/h", SECRET: "s" });
    const handle = host.start(new URL("file:///app/out/main/miner-process.js"), { name: "miner" });
    return { child, fork, kill, handle };
  };

  it("start with a bare environment and hand messages and lines through", async () => {
    const { child, fork, handle } = start();
    expect(fork).toHaveBeenCalledWith("/app/out/main/miner-process.js", [], {
      serviceName: "miner",
      stdio: "pipe",
      env: { PATH: "/bin", HOME: "/h" },
    });
    const messages: unknown[] = [];
    handle.onMessage((message) => messages.push(message));
    const line = new Promise((resolve) => handle.onOutput(resolve));
    child.emit("message", { a: 1 });
    child.stderr.write("one line\n");
    expect([messages, await line]).toEqual([[{ a: 1 }], "one line"]);
    handle.send({ b: 2 });
    expect(child.postMessage).toHaveBeenCalledWith({ b: 2 });
  });

  it("tell how they ended, once, and take no message after it", () => {
    const { child, handle, kill } = start();
    const ends: unknown[] = [];
    handle.onExit((code, signal) => ends.push([code, signal]));
    child.emit("exit", 3);
    child.emit("exit", 3);
    handle.send(1);
    handle.signal("SIGKILL");
    expect([ends, child.postMessage.mock.calls, kill.mock.calls]).toEqual([[[3, null]], [], []]);
  });

  it("are interrupted and killed by process id, or by Electron before they have one", () => {
    const { child, handle, kill } = start();
    handle.signal("SIGINT");
    expect([child.kill.mock.calls.length, kill.mock.calls]).toEqual([1, []]);
    child.pid = 77;
    expect(handle.pid).toBe(77);
    kill.mockImplementation(() => {
      throw new Error("ESRCH");
    });
    handle.signal("SIGKILL");
    expect(kill.mock.calls).toEqual([[77, "SIGKILL"]]);
    const ends: unknown[] = [];
    handle.onExit((code, signal) => ends.push([code, signal]));
    child.emit("exit", 9);
    expect(ends).toEqual([[null, "SIGKILL"]]);
  });
});
