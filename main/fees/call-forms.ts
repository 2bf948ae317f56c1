import type { ApiPromise } from "@polkadot/api";
import type { Call, PortableType } from "@polkadot/types/interfaces";
import type { SiVariant } from "@polkadot/types/interfaces/scaleInfo";
import { stringCamelCase } from "@polkadot/util";
import { buildCall } from "#main/chain/lookup.ts";
import { AppError } from "#src/app-error.ts";
import type { ArgumentShape } from "#src/contract/fees.ts";
import { type GivenCall, readArguments } from "#src/fees/arguments.ts";

/** Types nested deeper than this get no form of their own. */
const DEEPEST = 8;

type Decoder = Pick<ApiPromise, "registry" | "runtimeMetadata">;
type TypeId = Parameters<Decoder["registry"]["lookup"]["getSiType"]>[0];

/** One argument of a call as the metadata describes it. */
export interface ArgumentForm {
  readonly name: string;
  readonly type: string;
  readonly shape: ArgumentShape;
}

/** A call as the metadata describes it. */
export interface CallDescription {
  readonly pallet: string;
  readonly call: string;
  readonly docs: string;
  readonly arguments: readonly ArgumentForm[];
}

const OTHER: ArgumentShape = { kind: "other" };

function primitive(name: string): ArgumentShape {
  const number = /^([UI])(\d+)$/.exec(name);
  if (number) return { kind: "integer", bits: Number(number[2]), signed: number[1] === "I" };
  if (name === "Bool") return { kind: "bool" };
  return name === "Str" ? { kind: "bytes", length: null } : OTHER;
}

/** What JSON a type takes, read from the chain's own description of it. */
export function shapeOf(api: Decoder, id: TypeId, depth = 0): ArgumentShape {
  if (depth > DEEPEST) return OTHER;
  const { def, path } = api.registry.lookup.getSiType(id) as unknown as PortableType["type"];
  const inside = (next: TypeId): ArgumentShape => shapeOf(api, next, depth + 1);
  const name = path.at(-1)?.toString() ?? "";
  if (name === "AccountId32" || name === "MultiAddress") return { kind: "account" };
  if (name === "RuntimeCall") return { kind: "call" };
  if (def.isPrimitive) return primitive(def.asPrimitive.type);
  if (def.isCompact) return inside(def.asCompact.type);
  if (def.isSequence || def.isArray) {
    const length = def.isArray ? def.asArray.len.toNumber() : null;
    const of = inside(def.isArray ? def.asArray.type : def.asSequence.type);
    return of.kind === "integer" && of.bits === 8 && !of.signed
      ? { kind: "bytes", length }
      : { kind: "list", of, length };
  }
  if (def.isTuple) return { kind: "tuple", items: def.asTuple.map(inside) };
  if (name === "BTreeMap") return OTHER;
  if (def.isVariant) return variantShape(def.asVariant.variants, name, inside);
  if (!def.isComposite) return OTHER;
  return fieldsShape(def.asComposite.fields, inside);
}

function fieldsShape(fields: SiVariant["fields"], inside: (id: TypeId) => ArgumentShape): ArgumentShape {
  const [only] = fields;
  if (fields.length === 1 && only?.name.isNone) return inside(only.type);
  if (fields.every((field) => field.name.isSome)) {
    return {
      kind: "fields",
      fields: fields.map((field) => ({ name: field.name.unwrap().toString(), shape: inside(field.type) })),
    };
  }
  return { kind: "tuple", items: fields.map((field) => inside(field.type)) };
}

function variantShape(
  variants: readonly SiVariant[],
  name: string,
  inside: (id: TypeId) => ArgumentShape,
): ArgumentShape {
  if (name === "Option") {
    const some = variants.find((variant) => variant.name.toString() === "Some");
    return some?.fields[0] ? { kind: "option", of: inside(some.fields[0].type) } : OTHER;
  }
  return {
    kind: "choice",
    cases: variants.map((variant) => ({
      name: variant.name.toString(),
      shape: variant.fields.length === 0 ? null : fieldsShape(variant.fields, inside),
    })),
  };
}

/** Every pallet with its calls, as the chain spells them. */
export function callNames(api: Decoder): { pallet: string; calls: string[] }[] {
  return api.runtimeMetadata.asLatest.pallets
    .filter((pallet) => pallet.calls.isSome)
    .map((pallet) => ({
      pallet: pallet.name.toString(),
      calls: variantsOf(api, pallet.calls.unwrap().type).map((variant) => variant.name.toString()),
    }))
    .filter(({ calls }) => calls.length > 0);
}

const variantsOf = (api: Decoder, id: TypeId): readonly SiVariant[] =>
  api.registry.lookup.getSiType(id).def.asVariant.variants;

/** A call by name. Error: `FEES_CALL_UNKNOWN`. */
export function describeForm(api: Decoder, pallet: string, call: string, field = "call"): CallDescription {
  const found = api.runtimeMetadata.asLatest.pallets.find((one) => one.name.toString() === pallet);
  const variant = found?.calls.isSome
    ? variantsOf(api, found.calls.unwrap().type).find((one) => one.name.toString() === call)
    : undefined;
  if (!variant) {
    throw new AppError("FEES_CALL_UNKNOWN", `This network's runtime has no call ${pallet}.${call}.`, {
      hint: "Choose one that `tausmith fees calls` lists; names are spelt as the chain spells them.",
      field: found?.calls.isSome ? field : field === "call" ? "pallet" : field,
    });
  }
  return {
    pallet,
    call,
    docs: variant.docs
      .map((line) => line.toString().trim())
      .join("\n")
      .trim(),
    arguments: variant.fields.map((one) => ({
      name: one.name.unwrapOrDefault().toString(),
      type: one.typeName.isSome ? one.typeName.unwrap().toString() : api.registry.lookup.getTypeDef(one.type).type,
      shape: shapeOf(api, one.type),
    })),
  };
}

/** Struct keys as the chain's library spells them. */
function toLibrary(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toLibrary);
  if (value === null || typeof value !== "object" || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [/^[a-z]/.test(name) ? stringCamelCase(name) : name, toLibrary(one)]),
  );
}

/**
 * Builds a call from JSON arguments; calls inside are built the same way.
 * Errors: `FEES_CALL_UNKNOWN`, `FEES_ARGUMENT_…` with the argument's path as field.
 */
export function buildGivenCall(api: ApiPromise, given: GivenCall, path = ""): Call {
  const form = describeForm(api, given.pallet, given.call, path === "" ? "call" : `args.${path}`);
  const values = readArguments(form.arguments, given.args, path === "" ? "" : `${path}.args`, (inner, at) =>
    buildGivenCall(api, inner, at),
  );
  try {
    const args = form.arguments.map(({ name }) => toLibrary(values[name]));
    return buildCall(api, given.pallet, given.call, ...args).method as unknown as Call;
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError("FEES_ARGUMENT_WRONG", `These arguments do not make a ${given.pallet}.${given.call}.`, {
      hint: "Compare them with the sample that `tausmith fees form` shows.",
      field: path === "" ? "args" : `args.${path}`,
      cause,
    });
  }
}
