import type { ArgumentShape } from "../contract/fees.ts";

/** What samples are made from. */
export interface SampleFacts {
  /** Stands for every account. */
  readonly address: string;
  /** A call to put into batches and proxy calls, as JSON. */
  readonly call: unknown;
}

/** A fee depends on sizes only, so any subnet and one whole token do. */
function sampleInteger(name: string, bits: number): string {
  if (/netuid|subnet/i.test(name)) return "1";
  if (bits >= 64 && /amount|value|price|limit|tao|alpha|deposit|cap|contribution/i.test(name)) return "1000000000";
  return "1";
}

/** A value of the smallest sensible size that a shape takes: lists hold one, options nothing, choices their first case. */
export function sampleValue(shape: ArgumentShape, name: string, facts: SampleFacts): unknown {
  switch (shape.kind) {
    case "integer":
      return sampleInteger(name, shape.bits);
    case "bool":
      return true;
    case "account":
      return facts.address;
    case "bytes":
      return shape.length === null ? "0x00" : `0x${"01".repeat(shape.length)}`;
    case "option":
      return null;
    case "list":
      return Array.from({ length: shape.length ?? 1 }, () => sampleValue(shape.of, name, facts));
    case "tuple":
      return shape.items.map((item) => sampleValue(item, name, facts));
    case "fields":
      return Object.fromEntries(shape.fields.map((field) => [field.name, sampleValue(field.shape, field.name, facts)]));
    case "choice": {
      const first = shape.cases[0];
      if (!first) return null;
      return first.shape === null ? first.name : { [first.name]: sampleValue(first.shape, first.name, facts) };
    }
    case "call":
      return facts.call;
    case "other":
      return null;
  }
}
