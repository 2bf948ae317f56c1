import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { guardContents, guardSession } from "#main/desktop/security/guard-contents.ts";
import { originOf, PAGE_ORIGIN } from "#main/desktop/security/origins.ts";
import { createPageFiles } from "#main/desktop/security/page-files.ts";
import { pagePreferences } from "#main/desktop/security/page-preferences.ts";
import { isTrustedSender } from "#main/desktop/security/sender.ts";

describe("what a page may do", () => {
  it("is written out in full", () => {
    expect(pagePreferences("/p.cjs", "persist:pages", false)).toEqual({
      preload: "/p.cjs",
      partition: "persist:pages",
      devTools: false,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      enableBlinkFeatures: "",
      enableDeprecatedPaste: false,
      webviewTag: false,
      plugins: false,
      webgl: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      disableDialogs: true,
      autoplayPolicy: "document-user-activation-required",
      javascript: true,
      images: true,
      spellcheck: false,
      offscreen: false,
      backgroundThrottling: true,
    });
  });
});

describe("origins", () => {
  it("are read exactly", () => {
    expect(originOf("app://tausmith/")).toBe(PAGE_ORIGIN);
    expect(originOf("app://tausmith")).toBe(PAGE_ORIGIN);
    expect(originOf("app://tausmith?x")).toBe(PAGE_ORIGIN);
    for (const other of [
      "app://tausmith.evil/",
      "app://tausmithx",
      "app://tausmith:80/",
      "app://user@tausmith/",
      "app:tausmith",
      "file:///tmp/x",
      "about:blank",
      "data:text/html,x",
      "javascript:alert(1)",
      "https://tausmith/",
      "",
    ]) {
      expect(originOf(other)).not.toBe(PAGE_ORIGIN);
    }
  });
});

describe("the sender check", () => {
  const frame = { url: `${PAGE_ORIGIN}/wallet`, parent: null };
  const event = { sender: { id: 7, mainFrame: frame }, senderFrame: frame };

  it("knows the window's main frame on our origin, and nobody else", () => {
    expect(isTrustedSender(event, 7, PAGE_ORIGIN)).toBe(true);
    expect(isTrustedSender(event, 8, PAGE_ORIGIN)).toBe(false);
    expect(isTrustedSender(event, null, PAGE_ORIGIN)).toBe(false);
    expect(isTrustedSender({ ...event, senderFrame: null }, 7, PAGE_ORIGIN)).toBe(false);
    const inner = { url: frame.url, parent: frame };
    expect(isTrustedSender({ ...event, senderFrame: inner }, 7, PAGE_ORIGIN)).toBe(false);
    const orphan = { url: frame.url, parent: null };
    expect(isTrustedSender({ ...event, senderFrame: orphan }, 7, PAGE_ORIGIN)).toBe(false);
    const away = { url: "app://tausmith.evil/", parent: null };
    expect(isTrustedSender({ sender: { id: 7, mainFrame: away }, senderFrame: away }, 7, PAGE_ORIGIN)).toBe(false);
  });
});

describe("page files", () => {
  let dir: string;
  let files: ReturnType<typeof createPageFiles>;
  const get = async (path: string, method = "GET") => {
    const answer = await files(`${PAGE_ORIGIN}${path}`, method);
    return { status: answer.status, body: await answer.text(), headers: answer.headers };
  };
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), "tausmith-pages-"));
    mkdirSync(join(dir, "pages", "assets"), { recursive: true });
    writeFileSync(join(dir, "pages", "index.html"), "the index");
    writeFileSync(join(dir, "pages", "assets", "a b.js"), "script");
    writeFileSync(join(dir, "pages", "notes.txt"), "not of a kind that pages have");
    writeFileSync(join(dir, "outside.js"), "outside");
    symlinkSync(join(dir, "outside.js"), join(dir, "pages", "link.js"));
    files = createPageFiles(join(dir, "pages"), PAGE_ORIGIN);
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  it("come with their type and the strict policy", async () => {
    for (const path of ["", "/", "/index.html", "/wallet", "/signals/1?x=1#y"]) {
      const { status, body, headers } = await get(path);
      expect([path, status, body]).toEqual([path, 200, "the index"]);
      expect(headers.get("content-security-policy")).toContain("connect-src 'none'");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("permissions-policy")).toContain("camera=(self), microphone=()");
    }
    const script = await get("/assets/a%20b.js");
    expect([script.status, script.body]).toEqual([200, "script"]);
    expect(script.headers.get("content-type")).toContain("text/javascript");
    for (const other of [script, await get("/nothing.js")]) {
      expect(other.headers.get("permissions-policy")).toContain("camera=(), microphone=()");
    }
  });

  it("never leave the folder, by name, by code or by link", async () => {
    for (const path of [
      "/../outside.js",
      "/%2e%2e/outside.js",
      "/assets/../../outside.js",
      "/assets/..%2f..%2foutside.js",
      "/..%5coutside.js",
      "/link.js",
      "/a\u0000.js",
      "/%00.js",
      "/%ff.js",
      "//etc/passwd.js",
      "/notes.txt",
      "/assets/none.js",
    ]) {
      const { status, body } = await get(path);
      expect([path, status >= 400, body]).toEqual([path, true, ""]);
    }
  });

  it("answer nothing for another origin or method", async () => {
    expect((await get("/", "POST")).status).toBe(405);
    expect((await files("app://confirm/", "GET")).status).toBe(400);
    expect((await files("app://tausmith.evil/", "GET")).status).toBe(400);
  });
});

describe("guards", () => {
  type Handler = (event: { preventDefault(): void; url: string; isMainFrame: boolean }) => void;
  function guarded() {
    const handlers = new Map<string, Handler>();
    let opener: (details: { url: string }) => unknown = () => undefined;
    const onOutsideLink = vi.fn();
    const contents = {
      on: (name: string, handler: Handler) => handlers.set(name, handler),
      setWindowOpenHandler: (handler: typeof opener) => {
        opener = handler;
      },
    };
    guardContents(contents as never, { origin: PAGE_ORIGIN, onOutsideLink });
    const prevented = (name: string, url: string, isMainFrame = true): boolean => {
      const preventDefault = vi.fn();
      handlers.get(name)?.({ preventDefault, url, isMainFrame });
      return preventDefault.mock.calls.length > 0;
    };
    return { prevented, open: (url: string) => opener({ url }), onOutsideLink };
  }

  it("keep the page on its origin, without frames and webviews", () => {
    const { prevented } = guarded();
    for (const name of ["will-navigate", "will-frame-navigate", "will-redirect"]) {
      expect(prevented(name, `${PAGE_ORIGIN}/wallet`)).toBe(false);
      for (const url of ["https://evil.example/", "file:///etc/passwd", "app://confirm/", "about:blank"]) {
        expect(prevented(name, url)).toBe(true);
      }
    }
    expect(prevented("will-frame-navigate", `${PAGE_ORIGIN}/`, false)).toBe(true);
    expect(prevented("will-attach-webview", `${PAGE_ORIGIN}/`)).toBe(true);
  });

  it("open no window, whatever is asked", () => {
    const { open, onOutsideLink } = guarded();
    expect(open("https://evil.example/")).toEqual({ action: "deny" });
    expect(open(`${PAGE_ORIGIN}/`)).toEqual({ action: "deny" });
    expect(onOutsideLink).toHaveBeenCalledWith("https://evil.example/");
  });

  it("deny every permission but writing text to the clipboard", () => {
    const set = new Map<string, (...given: never[]) => unknown>();
    const names = [
      "setPermissionRequestHandler",
      "setPermissionCheckHandler",
      "setDevicePermissionHandler",
      "setDisplayMediaRequestHandler",
      "setBluetoothPairingHandler",
    ];
    const session = Object.fromEntries(names.map((name) => [name, (handler: never) => set.set(name, handler)]));
    guardSession({ ...session, on: (name: string, handler: never) => set.set(name, handler) } as never);
    expect([...set.keys()].sort()).toEqual([...names, "will-download"].sort());
    const asked = (permission: string) => {
      const answer = vi.fn();
      set.get("setPermissionRequestHandler")?.(...([{}, permission, answer] as never[]));
      const checked = set.get("setPermissionCheckHandler")?.(...([{}, permission] as never[]));
      return [answer.mock.calls[0]?.[0], checked];
    };
    for (const permission of [
      "media",
      "geolocation",
      "hid",
      "usb",
      "serial",
      "clipboard-read",
      "notifications",
      "openExternal",
    ]) {
      expect([permission, ...asked(permission)]).toEqual([permission, false, false]);
    }
    expect(asked("clipboard-sanitized-write")).toEqual([true, true]);
    expect(set.get("setDevicePermissionHandler")?.()).toBe(false);
    const screen = vi.fn();
    set.get("setDisplayMediaRequestHandler")?.(...([{}, screen] as never[]));
    expect(screen).toHaveBeenCalledWith({});
    const pairing = vi.fn();
    set.get("setBluetoothPairingHandler")?.(...([{}, pairing] as never[]));
    expect(pairing).toHaveBeenCalledWith({ confirmed: false });
  });

  it("let the pages use the camera while they scan, and save what they made; nothing more", () => {
    const set = new Map<string, (...given: never[]) => unknown>();
    const keep = (name: string) => (handler: never) => set.set(name, handler);
    guardSession(
      {
        setPermissionRequestHandler: keep("request"),
        setPermissionCheckHandler: keep("check"),
        setDevicePermissionHandler: keep("device"),
        setDisplayMediaRequestHandler: keep("screen"),
        setBluetoothPairingHandler: keep("pairing"),
        on: (name: string, handler: never) => set.set(name, handler),
      } as never,
      { origin: PAGE_ORIGIN, scanRoute: "#/offline" },
    );
    const scan = `${PAGE_ORIGIN}/index.html#/offline`;
    const asked = (url: string, mediaTypes: string[], over: object = {}): unknown => {
      const answer = vi.fn();
      const details = { isMainFrame: true, requestingUrl: `${PAGE_ORIGIN}/index.html`, mediaTypes, ...over };
      set.get("request")?.(...([{ getURL: () => url }, "media", answer, details] as never[]));
      return answer.mock.calls[0]?.[0];
    };
    const checked = (url: string | null, mediaType: string): unknown =>
      set.get("check")?.(
        ...([
          url === null ? null : { getURL: () => url },
          "media",
          PAGE_ORIGIN,
          { isMainFrame: true, requestingUrl: `${PAGE_ORIGIN}/`, mediaType },
        ] as never[]),
      );
    expect([asked(scan, ["video"]), checked(scan, "video")]).toEqual([true, true]);
    expect(asked(`${PAGE_ORIGIN}/index.html#/offline?x=1`, ["video"])).toBe(true);
    for (const wanted of [["audio"], ["video", "audio"], []]) expect(asked(scan, wanted)).toBe(false);
    expect(asked(`${PAGE_ORIGIN}/index.html#/wallet`, ["video"])).toBe(false);
    expect(asked(`${PAGE_ORIGIN}/index.html#/offlines`, ["video"])).toBe(false);
    expect(asked("app://confirm/index.html#/offline", ["video"])).toBe(false);
    expect(asked("https://evil.example/#/offline", ["video"], { requestingUrl: "https://evil.example/" })).toBe(false);
    expect(asked(scan, ["video"], { requestingUrl: "https://evil.example/" })).toBe(false);
    expect(asked(scan, ["video"], { isMainFrame: false })).toBe(false);
    expect([checked(scan, "audio"), checked(null, "video")]).toEqual([false, false]);

    const saved = (url: string): boolean => {
      const preventDefault = vi.fn();
      set.get("will-download")?.(...([{ preventDefault }, { getURL: () => url }] as never[]));
      return preventDefault.mock.calls.length === 0;
    };
    expect(saved(`blob:${PAGE_ORIGIN}/0b5e`)).toBe(true);
    for (const url of ["https://evil.example/x", "blob:app://confirm/0b5e", `${PAGE_ORIGIN}/index.html`]) {
      expect(saved(url)).toBe(false);
    }
  });
});
