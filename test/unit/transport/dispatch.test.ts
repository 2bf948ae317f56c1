import { Writable } from "node:stream";
import pino from "pino";
import { expect, it } from "vitest";
import type { AllHandlers } from "#main/handlers/types.ts";
import { createDispatch } from "#main/transport/dispatch.ts";
import { AppError } from "#src/app-error.ts";

const context = { front: "test" as const, confirm: async () => ({ approved: false as const }) };

function setUp(setSettings: (input: unknown, given: unknown) => unknown) {
  const lines: string[] = [];
  const write = (chunk: Buffer, _encoding: string, done: () => void): void => {
    lines.push(String(chunk));
    done();
  };
  const log = pino(new Writable({ write }));
  const handlers = { app: { setSettings } } as unknown as AllHandlers;
  return { lines, dispatch: createDispatch(handlers, log) };
}

const settings = {
  theme: "dark",
  autoLockMinutes: 5,
  onboarded: true,
  alertRegistrationsAway: 5,
  alertImmunityBlocks: null,
};

it("passes parsed input and the front on, and gives the value back", async () => {
  const seen: unknown[] = [];
  const { dispatch } = setUp((input, given) => {
    seen.push(input, given);
    return Promise.resolve(settings);
  });
  expect(await dispatch("app.setSettings", { theme: "dark" }, context)).toEqual({ ok: true, value: settings });
  expect(seen).toEqual([{ theme: "dark" }, context]);
});

it("knows only the contract's own names", async () => {
  const { dispatch } = setUp(() => settings);
  for (const name of ["", "app", "app.", "app.nothing", "app.activityChanged", "__proto__.toString", "constructor"]) {
    expect(await dispatch(name, {}, context)).toMatchObject({ ok: false, error: { code: "PROCEDURE_UNKNOWN" } });
  }
});

it("tells a named failure as it is and keeps its cause inside", async () => {
  const { dispatch, lines } = setUp(() => {
    throw new AppError("APP_TEST", "No.", {
      hint: "Do.",
      field: "theme",
      details: { n: 1 },
      cause: new Error("inner"),
    });
  });
  expect(await dispatch("app.setSettings", {}, context)).toEqual({
    ok: false,
    error: { code: "APP_TEST", message: "No.", hint: "Do.", field: "theme", details: { n: 1 } },
  });
  expect(lines).toEqual([]);
});

it("hides the text of an unexpected failure, and logs it", async () => {
  const { dispatch, lines } = setUp(() => Promise.reject(new Error("the words are: abandon")));
  const result = await dispatch("app.setSettings", {}, context);
  expect(result).toMatchObject({ ok: false, error: { code: "INTERNAL_ERROR" } });
  expect(JSON.stringify(result)).not.toContain("abandon");
  expect(lines.join()).toContain("app.setSettings");
});

it("lets no answer out that the contract does not describe", async () => {
  const { dispatch } = setUp(() => ({ ...settings, secret: "x" }));
  const result = await dispatch("app.setSettings", {}, context);
  expect(result).toMatchObject({ ok: false, error: { code: "INTERNAL_ERROR" } });
});

it("never echoes the value that was wrong", async () => {
  const { dispatch } = setUp(() => settings);
  const result = await dispatch("app.setSettings", { theme: "hunter2", autoLockMinutes: "hunter2" }, context);
  expect(result).toMatchObject({ error: { code: "INPUT_INVALID", field: "theme" } });
  expect(JSON.stringify(result)).not.toContain("hunter2");
});
