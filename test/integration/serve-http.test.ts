import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import WebSocket from "ws";
import type { CallContext } from "#main/handlers/types.ts";
import { createEvents, type Events } from "#main/ports/events.ts";
import { type HttpHost, startHttpHost } from "#main/transport/http/http-host.ts";
import { WIRE_MAX_BYTES, WIRE_MAX_OPEN_CALLS } from "#src/contract/wire.ts";
import { fail, ok } from "#src/result.ts";

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: string;
}

let dir: string;
let host: HttpHost;
let events: Events;
let calls: { name: string; input: unknown; context: CallContext }[];
let release: (() => void)[];

const settings = {
  theme: "dark" as const,
  autoLockMinutes: 5,
  onboarded: true,
  alertRegistrationsAway: 5,
  alertImmunityBlocks: null,
};

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), "tausmith-http-"));
  mkdirSync(join(dir, "pages", "assets"), { recursive: true });
  writeFileSync(join(dir, "pages", "index.html"), "<!doctype html><html><head><title>T</title></head></html>");
  writeFileSync(join(dir, "pages", "assets", "app.js"), "export {};");
  writeFileSync(join(dir, "secret.txt"), "top secret");
  events = createEvents();
  calls = [];
  release = [];
  host = await startHttpHost({
    events,
    port: 0,
    pagesDir: join(dir, "pages"),
    dispatch: async (name, input, context) => {
      calls.push({ name, input, context });
      if (name === "wallet.get") return fail({ code: "KEY_WALLET_UNKNOWN", message: "No.", hint: "List." });
      if (name === "test.wait") await new Promise<void>((resolve) => release.push(resolve));
      return ok({ name });
    },
  });
});

afterEach(async () => {
  for (const go of release) go();
  await host.stop();
  rmSync(dir, { recursive: true, force: true });
});

function send(
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const out = request(
      { host: "127.0.0.1", port: host.port, path, method: options.method ?? "GET", headers: options.headers ?? {} },
      (incoming) => {
        let body = "";
        incoming.setEncoding("utf8");
        incoming.on("data", (chunk) => {
          body += chunk;
        });
        incoming.on("end", () => resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body }));
      },
    );
    out.on("error", reject);
    out.end(options.body);
  });
}

const origin = () => `http://127.0.0.1:${host.port}`;
const tokenPath = () => host.openAddress().slice(origin().length);
const codeOf = (answer: Answer): string => JSON.parse(answer.body).error.code;

async function signIn(): Promise<string> {
  const opened = await send(tokenPath());
  expect(opened.status).toBe(200);
  return String(opened.headers["set-cookie"]).split(";")[0] as string;
}

const rpc = (cookie: string | null, body: string, headers: Record<string, string> = {}, name = "app.info") =>
  send(`/rpc/${name}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      origin: origin(),
      ...(cookie === null ? {} : { cookie }),
      ...headers,
    },
    body,
  });

function socket(headers: Record<string, string>): Promise<{ ws: WebSocket; next: () => Promise<unknown> }> {
  return new Promise((resolve, reject) => {
    const ws = new WebSocket(`ws://127.0.0.1:${host.port}/wire`, { headers });
    const got: unknown[] = [];
    const waiting: ((value: unknown) => void)[] = [];
    ws.on("message", (data) => {
      const message = JSON.parse(String(data));
      const take = waiting.shift();
      if (take) take(message);
      else got.push(message);
    });
    ws.on("unexpected-response", (_request, response) => reject(new Error(`refused ${response.statusCode}`)));
    ws.on("error", reject);
    ws.on("open", () =>
      resolve({
        ws,
        next: () => (got.length > 0 ? Promise.resolve(got.shift()) : new Promise((take) => waiting.push(take))),
      }),
    );
  });
}

describe("coming in", () => {
  it("exchanges the one-time address for a strict cookie, once", async () => {
    const path = tokenPath();
    const first = await send(path);
    expect(first.status).toBe(200);
    expect(String(first.headers["set-cookie"])).toMatch(
      new RegExp(`^tausmith_${host.port}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict$`),
    );
    const again = await send(path);
    expect([again.status, codeOf(again)]).toEqual([401, "ADDRESS_USED"]);
    expect(again.headers["set-cookie"]).toBeUndefined();
  });

  it("refuses wrong, missing and repeated tokens", async () => {
    for (const path of ["/open", "/open?token=", "/open?token=x", `/open?token=${"a".repeat(43)}`]) {
      expect(codeOf(await send(path))).toBe("ADDRESS_USED");
    }
    const token = tokenPath();
    expect(codeOf(await send(`${token}&token=other`))).toBe("ADDRESS_USED");
  });

  it("answers nothing without the cookie, pages and files included", async () => {
    for (const path of ["/", "/index.html", "/assets/app.js", "/wallet", "/nothing.js"]) {
      const answer = await send(path);
      expect([path, answer.status, codeOf(answer)]).toEqual([path, 401, "SESSION_MISSING"]);
    }
    const wrong = await rpc(`tausmith_${host.port}=${"a".repeat(43)}`, "{}");
    expect([wrong.status, codeOf(wrong)]).toEqual([401, "SESSION_MISSING"]);
    expect(calls).toEqual([]);
    expect((await send("/session")).status).toBe(401);
    expect((await send("/session", { headers: { cookie: await signIn() } })).status).toBe(200);
  });

  it("tells a person in words where a page was asked for", async () => {
    const answer = await send("/", { headers: { accept: "text/html" } });
    expect(answer.status).toBe(401);
    expect(answer.headers["content-type"]).toContain("text/html");
    expect(answer.body).toContain("tausmith open");
  });
});

describe("place checks", () => {
  it("refuses another host name (DNS rebinding), even with the cookie", async () => {
    const cookie = await signIn();
    for (const name of ["evil.example", `evil.example:${host.port}`, "127.0.0.1", `127.0.0.1:${host.port + 1}`]) {
      const answer = await rpc(cookie, "{}", { host: name, origin: `http://${name}` });
      expect([answer.status, codeOf(answer)]).toEqual([403, "HOST_REFUSED"]);
    }
    expect(codeOf(await send(tokenPath(), { headers: { host: "evil.example" } }))).toBe("HOST_REFUSED");
    expect(calls).toEqual([]);
  });

  it("refuses another origin, none, and another site's navigation", async () => {
    const cookie = await signIn();
    for (const other of [
      "http://evil.example",
      "null",
      `http://127.0.0.1:${host.port + 1}`,
      `https://127.0.0.1:${host.port}`,
    ]) {
      const answer = await rpc(cookie, "{}", { origin: other });
      expect([answer.status, codeOf(answer)]).toEqual([403, "ORIGIN_REFUSED"]);
    }
    const none = await send("/rpc/app.info", {
      method: "POST",
      headers: { cookie, "content-type": "application/json" },
      body: "{}",
    });
    expect(codeOf(none)).toBe("ORIGIN_REFUSED");
    const crossSite = await send("/", { headers: { cookie, "sec-fetch-site": "cross-site" } });
    expect(codeOf(crossSite)).toBe("ORIGIN_REFUSED");
    const sameSite = await send("/assets/app.js", { headers: { cookie, "sec-fetch-site": "same-site" } });
    expect(codeOf(sameSite)).toBe("ORIGIN_REFUSED");
    expect(calls).toEqual([]);
  });

  it("takes localhost as well as 127.0.0.1", async () => {
    const cookie = await signIn();
    const name = `localhost:${host.port}`;
    expect((await rpc(cookie, "{}", { host: name, origin: `http://${name}` })).status).toBe(200);
    expect((await rpc(cookie, "{}", { host: name })).status).toBe(403);
  });
});

describe("calls over HTTP", () => {
  it("passes the input on and tells the front", async () => {
    const cookie = await signIn();
    const answer = await rpc(cookie, '{"limit":3}', {}, "signals.list");
    expect([answer.status, JSON.parse(answer.body)]).toEqual([200, { ok: true, value: { name: "signals.list" } }]);
    expect(calls[0]).toMatchObject({ name: "signals.list", input: { limit: 3 }, context: { front: "browser" } });
    const refused = await rpc(cookie, "{}", {}, "wallet.get");
    expect([refused.status, codeOf(refused)]).toEqual([422, "KEY_WALLET_UNKNOWN"]);
  });

  it("takes a file of several megabytes, as a backup can be", async () => {
    const cookie = await signIn();
    const file = "x".repeat(3 * 1024 * 1024);
    const answer = await rpc(cookie, JSON.stringify({ file }), {}, "wallet.previewBackup");
    expect([answer.status, JSON.parse(answer.body)]).toEqual([
      200,
      { ok: true, value: { name: "wallet.previewBackup" } },
    ]);
    expect(calls[0]?.input).toEqual({ file });
  });

  it("gives every malformed body its code", async () => {
    const cookie = await signIn();
    const cases: [string, Record<string, string>, number, string][] = [
      ["{", {}, 400, "BODY_NOT_JSON"],
      ["", {}, 400, "BODY_NOT_JSON"],
      ['{"__proto__":{"a":1}}', {}, 400, "BODY_NOT_JSON"],
      ["a=1", { "content-type": "application/x-www-form-urlencoded" }, 415, "BODY_TYPE_WRONG"],
      ["{}", { "content-type": "text/plain" }, 415, "BODY_TYPE_WRONG"],
      [`"${"x".repeat(WIRE_MAX_BYTES)}"`, {}, 413, "BODY_TOO_LARGE"],
    ];
    for (const [body, headers, status, code] of cases) {
      const answer = await rpc(cookie, body, headers);
      expect([answer.status, codeOf(answer)]).toEqual([status, code]);
    }
    expect(calls).toEqual([]);
  });

  it("refuses other methods and paths", async () => {
    const cookie = await signIn();
    const get = await send("/rpc/app.info", { headers: { cookie } });
    expect([get.status, codeOf(get)]).toEqual([404, "PATH_UNKNOWN"]);
    const put = await send("/rpc/app.info", { method: "PUT", headers: { cookie, origin: origin() } });
    expect([put.status, codeOf(put)]).toEqual([404, "PATH_UNKNOWN"]);
    const bad = await send("/%ff", { headers: { cookie } });
    expect([bad.status, codeOf(bad)]).toEqual([400, "REQUEST_MALFORMED"]);
  });

  it("drops what is not HTTP without harm", async () => {
    await new Promise<void>((resolve) => {
      const raw = connect(host.port, "127.0.0.1", () => raw.write("nonsense\r\n\r\n"));
      raw.on("error", () => undefined);
      raw.on("close", () => resolve());
    });
    expect((await rpc(await signIn(), "{}")).status).toBe(200);
  });
});

describe("the terminal's door", () => {
  const bearer = (token: string) => ({ authorization: `Bearer ${token}`, "content-type": "application/json" });
  const ask = (headers: Record<string, string>, path = "/rpc/app.info") =>
    send(path, { method: "POST", headers, body: "{}" });

  it("lets the token in as terminal, and no page that learnt it", async () => {
    expect((await ask(bearer(host.terminalToken))).status).toBe(200);
    expect(calls[0]?.context.front).toBe("terminal");
    expect(codeOf(await ask({ ...bearer(host.terminalToken), origin: origin() }))).toBe("TOKEN_WRONG");
    expect(codeOf(await ask(bearer("a".repeat(43))))).toBe("TOKEN_WRONG");
    expect(codeOf(await ask({ ...bearer(""), authorization: "Basic abc" }))).toBe("TOKEN_WRONG");
  });

  it("mints a new address for the terminal only", async () => {
    const answer = await ask(bearer(host.terminalToken), "/host/open");
    const { address } = JSON.parse(answer.body).value;
    expect((await send(address.slice(origin().length))).status).toBe(200);
    const page = await send("/host/open", {
      method: "POST",
      headers: { cookie: await signIn(), origin: origin(), "content-type": "application/json" },
      body: "{}",
    });
    expect(codeOf(page)).toBe("PATH_UNKNOWN");
  });
});

describe("pages", () => {
  it("carry a strict policy on every path of the app", async () => {
    const cookie = await signIn();
    for (const path of ["/", "/wallet", "/signals/5"]) {
      const page = await send(path, { headers: { cookie } });
      expect(page.body).toContain("<title>T</title>");
      expect(page.headers["content-security-policy"]).toBe(
        `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self' ws://127.0.0.1:${host.port}; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`,
      );
      expect(page.headers).toMatchObject({
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "cache-control": "no-store",
      });
      expect(page.headers["permissions-policy"]).toContain("camera=(self), microphone=()");
    }
    const script = await send("/assets/app.js", { headers: { cookie } });
    expect([script.status, script.body]).toEqual([200, "export {};"]);
    expect(script.headers["x-content-type-options"]).toBe("nosniff");
    // Only the page itself may scan.
    const others = [script, await send("/session", { headers: { cookie } }), await send("/open?token=wrong")];
    for (const other of others) expect(other.headers["permissions-policy"]).toContain("camera=(), microphone=()");
  });

  it("never leave their folder", async () => {
    const cookie = await signIn();
    const paths = [
      "/../secret.txt",
      "/..%2fsecret.txt",
      "/%2e%2e/secret.txt",
      "/assets/../../secret.txt",
      "/assets/..%5c..%5csecret.txt",
      "//etc/passwd",
      "/%00secret.txt",
      "/.hidden.txt",
    ];
    for (const path of paths) {
      const answer = await send(path, { headers: { cookie } });
      expect([path, answer.status >= 400 || answer.body.includes("<title>T</title>")]).toEqual([path, true]);
      expect(answer.body).not.toContain("top secret");
      expect(answer.body).not.toContain("root:");
    }
  });

  it("say what to do where they have not been built", async () => {
    rmSync(join(dir, "pages", "index.html"));
    const answer = await send("/", { headers: { cookie: await signIn() } });
    expect(codeOf(answer)).toBe("PAGES_NOT_BUILT");
  });
});

describe("the socket", () => {
  const letIn = async () => ({ cookie: await signIn(), origin: origin() });

  it("is refused without cookie, from another origin and under another name", async () => {
    const good = await letIn();
    await expect(socket({ origin: origin() })).rejects.toThrow("401");
    await expect(socket({ ...good, origin: "http://evil.example" })).rejects.toThrow("403");
    await expect(socket({ cookie: good.cookie })).rejects.toThrow("403");
    await expect(socket({ ...good, host: "evil.example" })).rejects.toThrow("403");
  });

  it("carries calls both ways at once", async () => {
    const { ws, next } = await socket(await letIn());
    ws.send(JSON.stringify({ id: 1, name: "test.wait", input: {} }));
    ws.send(JSON.stringify({ id: 2, name: "app.info", input: { a: 1 } }));
    expect(await next()).toEqual({ id: 2, ok: true, value: { name: "app.info" } });
    release.pop()?.();
    expect(await next()).toEqual({ id: 1, ok: true, value: { name: "test.wait" } });
    ws.terminate();
  });

  it("carries streams from the newest snapshot on until unsubscribed", async () => {
    events.publish("app.activityChanged", []);
    const { ws, next } = await socket(await letIn());
    ws.send(JSON.stringify({ subscribe: "app.activityChanged" }));
    expect(await next()).toEqual({ stream: "app.activityChanged", seq: 1, payload: [] });
    events.publish("wallet.changed", []);
    const line = { id: 1, atMs: 1, area: "app", level: "info" as const, text: "t", link: null };
    events.publish("app.activityChanged", [line]);
    expect(await next()).toEqual({ stream: "app.activityChanged", seq: 3, payload: [line] });
    ws.send(JSON.stringify({ unsubscribe: "app.activityChanged" }));
    ws.send(JSON.stringify({ id: 9, name: "app.settings", input: settings }));
    expect(await next()).toMatchObject({ id: 9 });
    events.publish("app.activityChanged", []);
    ws.send(JSON.stringify({ id: 10, name: "app.info", input: {} }));
    expect(await next()).toMatchObject({ id: 10 });
    ws.terminate();
  });

  it("answers nonsense with a code and goes on", async () => {
    const { ws, next } = await socket(await letIn());
    for (const text of [
      "{",
      "[]",
      '{"id":"1","name":"x"}',
      '{"id":1,"name":"x","more":1}',
      '{"subscribe":"no.such"}',
    ]) {
      ws.send(text);
      expect(await next()).toMatchObject({ id: null, ok: false, error: { code: "WIRE_INVALID" } });
    }
    ws.send(Buffer.from("{}"), { binary: true });
    expect(await next()).toMatchObject({ error: { code: "WIRE_INVALID" } });
    ws.terminate();
  });

  it("is closed by a message over the limit", async () => {
    const { ws } = await socket(await letIn());
    ws.send("x".repeat(WIRE_MAX_BYTES + 1));
    const code = await new Promise((resolve) => ws.on("close", resolve));
    expect([1009, 1006]).toContain(code);
    expect((await rpc(await signIn(), "{}")).status).toBe(200);
  });

  it("limits the calls that are open at a time", async () => {
    const { ws, next } = await socket(await letIn());
    for (let id = 0; id <= WIRE_MAX_OPEN_CALLS; id += 1) {
      ws.send(JSON.stringify({ id, name: "test.wait", input: {} }));
    }
    expect(await next()).toMatchObject({ id: WIRE_MAX_OPEN_CALLS, ok: false, error: { code: "TOO_MANY_CALLS" } });
    ws.terminate();
  });
});

it("names a port that is taken", async () => {
  const taken = startHttpHost({ dispatch: async () => ok({}), events, port: host.port, pagesDir: null });
  await expect(taken).rejects.toMatchObject({
    code: "PORT_IN_USE",
    field: "port",
    hint: expect.stringMatching(/Port \d+ is free.*lsof -i tcp:/),
    details: { port: host.port, freePort: expect.any(Number) },
  });
});
