import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type BuiltHost, startBuiltHost } from "#test/support/built-host.ts";
import { launchBrowser, visit } from "./support/browser.ts";
import { type ForeignSite, startForeignSite } from "./support/foreign-site.ts";
import { rawRequest } from "./support/raw-request.ts";

let host: BuiltHost;
let site: ForeignSite;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  [host, site, browser] = await Promise.all([startBuiltHost(), startForeignSite(), launchBrowser()]);
  ({ page } = await visit(browser));
  await page.goto(host.openAddress);
  await page.getByRole("button", { name: "Practise now" }).waitFor();
});

afterAll(async () => {
  await browser?.close();
  await site?.stop();
  await host?.stop();
});

describe("a script that got into the page", () => {
  test("finds no Node, no secret store and no cookie", async () => {
    const found = await page.evaluate(() => ({
      node:
        typeof (globalThis as Record<string, unknown>).require + typeof (globalThis as Record<string, unknown>).process,
      cookie: document.cookie,
    }));
    expect(found).toMatchObject({ node: "undefinedundefined", cookie: "" });
  });

  test("cannot add an inline script", async () => {
    const violated = await page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          document.addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective), {
            once: true,
          });
          const script = document.createElement("script");
          script.textContent = "window.taken = true";
          document.body.append(script);
        }),
    );
    expect(violated).toBe("script-src-elem");
    expect(await page.evaluate(() => "taken" in window)).toBe(false);
  });

  test("cannot turn text into code", async () => {
    const outcome = await page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          setTimeout(() => {
            try {
              resolve(String(new Function("return 'ran'")()));
            } catch (error) {
              resolve((error as Error).name);
            }
          }, 0);
        }),
    );
    expect(outcome).toBe("EvalError");
  });

  test("cannot send anything to another origin", async () => {
    const before = site.calls.length;
    const outcomes = await page.evaluate(async (foreign) => {
      const tried = await Promise.allSettled([
        fetch(`${foreign}/fetch`),
        new Promise((resolve, reject) => {
          const image = new Image();
          image.onload = resolve;
          image.onerror = () => reject(new Error("image"));
          image.src = `${foreign}/image`;
        }),
        new Promise((resolve, reject) => {
          const socket = new WebSocket(foreign.replace("http", "ws"));
          socket.onopen = resolve;
          socket.onerror = () => reject(new Error("socket"));
        }),
      ]);
      navigator.sendBeacon(`${foreign}/beacon`, "x");
      return tried.map(({ status }) => status);
    }, site.sameSite);
    expect(outcomes).toEqual(["rejected", "rejected", "rejected"]);
    expect(site.calls.slice(before)).toEqual([]);
  });

  test("cannot load a frame or post a form elsewhere", async () => {
    const before = site.calls.length;
    const violations = await page.evaluate(
      (foreign) =>
        new Promise<string[]>((resolve) => {
          const seen = new Set<string>();
          document.addEventListener("securitypolicyviolation", (event) => {
            seen.add(event.effectiveDirective);
            if (seen.size === 2) resolve([...seen].sort());
          });
          const frame = document.createElement("iframe");
          frame.src = `${foreign}/frame`;
          document.body.append(frame);
          const form = document.createElement("form");
          form.action = `${foreign}/form`;
          form.method = "post";
          document.body.append(form);
          form.submit();
        }),
      site.sameSite,
    );
    expect(violations).toEqual(["form-action", "frame-src"]);
    expect(site.calls.slice(before)).toEqual([]);
  });

  test("a window it opens cannot reach back", async () => {
    const [popup] = await Promise.all([
      page.context().waitForEvent("page"),
      page.evaluate((foreign) => void window.open(`${foreign}/popup`), site.crossSite),
    ]);
    await popup.waitForLoadState();
    expect(await popup.evaluate(() => window.opener)).toBeNull();
    await popup.close();
  });
});

describe("another site in the same browser", () => {
  test.each(["sameSite", "crossSite"] as const)("from %s it can neither call, frame nor listen", async (which) => {
    const other = await page.context().newPage();
    await other.goto(site[which]);
    const outcome = await other.evaluate(async (origin) => {
      const post = (init: RequestInit) =>
        fetch(`${origin}/rpc/wallet.list`, { method: "POST", credentials: "include", body: "{}", ...init }).then(
          (response) => (response.type === "opaque" ? "opaque" : response.status),
          () => "blocked",
        );
      const socket = await new Promise<string>((resolve) => {
        const line = new WebSocket(`${origin.replace("http", "ws")}/wire`);
        line.onopen = () => resolve("open");
        line.onerror = () => resolve("refused");
      });
      const frame = document.createElement("iframe");
      frame.src = origin;
      document.body.append(frame);
      await new Promise((resolve) => frame.addEventListener("load", resolve, { once: true }));
      let framed = "unreadable";
      try {
        framed = frame.contentDocument?.body.textContent ?? "unreadable";
      } catch {
        // A frame that shows the browser's own error page belongs to nobody.
      }
      return {
        json: await post({ headers: { "content-type": "application/json" } }),
        simple: await post({ mode: "no-cors" }),
        socket,
        framed,
      };
    }, host.origin);
    expect(outcome).toMatchObject({ json: "blocked", socket: "refused", framed: "unreadable" });
    await other.close();
  });
});

describe("the door of the browser host", () => {
  const place = () => ({ host: `127.0.0.1:${host.port}` });

  test("the one-time address opens once", async () => {
    const { pathname, search } = new URL(host.openAddress);
    const again = await rawRequest(host.port, pathname + search, { headers: place() });
    expect(again.status).toBe(401);
    expect(again.body).toContain("ADDRESS_USED");
  });

  test("no cookie, no page and no call", async () => {
    expect((await rawRequest(host.port, "/", { headers: place() })).status).toBe(401);
    const call = await rawRequest(host.port, "/rpc/wallet.list", { method: "POST", headers: place(), body: "{}" });
    expect(call.status).toBe(401);
    expect(call.body).toContain("SESSION_MISSING");
  });

  test.each([
    ["Host", { host: "wallet.example" }, "HOST_REFUSED"],
    ["Origin", { origin: "https://wallet.example" }, "ORIGIN_REFUSED"],
    ["site", { "sec-fetch-site": "cross-site" }, "ORIGIN_REFUSED"],
  ])("a foreign %s is refused before anything is read", async (_, header, code) => {
    const answer = await rawRequest(host.port, "/rpc/wallet.list", {
      method: "POST",
      headers: { ...place(), ...header },
      body: "{}",
    });
    expect(answer.status).toBe(403);
    expect(answer.body).toContain(code);
  });
});
