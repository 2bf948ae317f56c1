import { z } from "zod";

const TEXTS = [
  "practice",
  "1",
  "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY",
  "1b4e28ba-2fa1-41d2-883f-0016d3cca427",
  "0x",
  `0x${"a".repeat(64)}`,
  "a long enough sample of text",
  "Staking",
];
const NUMBERS = [1, 0, 12, 1_000];

function firstFitting(schema: z.ZodType, candidates: readonly unknown[]): unknown {
  const found = candidates.find((one) => schema.safeParse(one).success);
  if (found === undefined)
    throw new Error(`no sample fits ${schema.def.type}; add one to test/support/sample-input.ts`);
  return found;
}

/** A value that a schema takes, made from its description; what may be left out is left out. */
export function sampleInput(schema: z.ZodType): unknown {
  if (schema instanceof z.ZodObject) {
    const fields = Object.entries(schema.shape as Record<string, z.ZodType>);
    return Object.fromEntries(
      fields
        .filter(([, field]) => !field.safeParse(undefined).success)
        .map(([name, field]) => [name, sampleInput(field)]),
    );
  }
  if (schema instanceof z.ZodArray) {
    const one = sampleInput(schema.element as z.ZodType);
    return firstFitting(schema, [[], [one], [one, one]]);
  }
  if (schema instanceof z.ZodUnion) return sampleInput(schema.options[0] as z.ZodType);
  if (schema instanceof z.ZodEnum) return schema.options[0];
  if (schema instanceof z.ZodLiteral) return [...schema.values][0];
  if (schema instanceof z.ZodNullable) return null;
  return firstFitting(schema, [...TEXTS, ...NUMBERS, true]);
}
