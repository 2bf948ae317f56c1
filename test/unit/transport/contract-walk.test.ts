import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { AllHandlers } from "#main/handlers/types.ts";
import { silentLogger } from "#main/log/logger.ts";
import { createDispatch } from "#main/transport/dispatch.ts";
import { buildAreas } from "#src/contract/client.ts";
import { contract, type ProcedureName, procedures } from "#src/contract/index.ts";
import type { Result } from "#src/result.ts";
import { sampleInput } from "#test/support/sample-input.ts";

const reached: string[] = [];
/** Handlers that only note that they were reached. */
const handlers = new Proxy(
  {},
  {
    get: (_areas, area) =>
      new Proxy({}, { get: (_verbs, verb) => () => reached.push(`${String(area)}.${String(verb)}`) }),
  },
) as AllHandlers;
const dispatch = createDispatch(handlers, silentLogger());
const context = { front: "test" as const, confirm: async () => ({ approved: false as const }) };

async function refused(name: ProcedureName, input: unknown): Promise<Result<unknown>> {
  reached.length = 0;
  const result = await dispatch(name, input, context);
  expect({ name, input, result, reached }).toMatchObject({
    result: { ok: false, error: { code: "INPUT_INVALID" } },
    reached: [],
  });
  return result;
}

/** A service under any name that does nothing; a handler factory only takes it apart. */
const anyService: unknown = new Proxy(() => anyService, { get: () => anyService });

const pages = buildAreas({ call: async () => ({ ok: true, value: {} }) as never, on: () => () => undefined });

describe.each([...procedures])("%s", (name, procedure) => {
  const [area, verb] = name.split(".") as [keyof AllHandlers, string];
  const valid = sampleInput(procedure.input);
  const shape = procedure.input instanceof z.ZodObject ? (procedure.input.shape as Record<string, z.ZodType>) : {};

  it("has a handler, a function for pages, a summary and a risk", async () => {
    const room = (await import(`../../../main/handlers/${area}.ts`)) as Record<string, (services: unknown) => object>;
    expect(Object.keys(room[`${area}Handlers`]?.(anyService) ?? {})).toContain(verb);
    expect((pages as unknown as Record<string, Record<string, unknown>>)[area]?.[verb]).toBeTypeOf("function");
    expect(procedure.summary).toMatch(/^.{8,}[^.]$/);
    expect(["read", "write", "sign", "secret"]).toContain(procedure.risk);
  });

  it("reaches its handler with a sound input", async () => {
    reached.length = 0;
    await dispatch(name, valid, context);
    expect(reached).toEqual([name]);
  });

  it("refuses an unknown field by name, and what is no object", async () => {
    const result = await refused(name, { ...(valid as object), surpriseField: 1 });
    expect(result).toMatchObject({ error: { field: "surpriseField", hint: expect.any(String) } });
    for (const input of [[], "text", 5, true, () => undefined]) await refused(name, input);
  });

  it.each(Object.keys(shape))("refuses %s when it is missing or of the wrong kind", async (field) => {
    const schema = shape[field] as z.ZodType;
    const { [field]: _left, ...without } = valid as Record<string, unknown>;
    if (!schema.safeParse(undefined).success) expect(await refused(name, without)).toMatchObject({ error: { field } });
    const candidates = [
      {},
      { a: 1 },
      null,
      Symbol("x"),
      Number.NaN,
      Number.POSITIVE_INFINITY,
      -1,
      1.5,
      "",
      "\u0000",
      "x".repeat(5_000),
      [null],
    ];
    const wrong = candidates.filter((value) => !schema.safeParse(value).success);
    expect(wrong.length).toBeGreaterThan(5);
    for (const value of wrong) {
      const result = await refused(name, { ...without, [field]: value });
      expect(result).toMatchObject({ error: { field: expect.stringMatching(new RegExp(`^${field}`)) } });
    }
  });
});

it("has no handler beyond the contract", async () => {
  for (const [area, entries] of Object.entries(contract)) {
    const room = (await import(`../../../main/handlers/${area}.ts`)) as Record<string, (services: unknown) => object>;
    const wanted = Object.entries(entries).filter(([, entry]) => entry.kind === "procedure");
    expect(Object.keys(room[`${area}Handlers`]?.(anyService) ?? {}).sort()).toEqual(
      wanted.map(([verb]) => verb).sort(),
    );
  }
});
