import { type AnyType, type Field, typeKey } from "../scale/type.ts";

/** A type as the metadata codecs of substrate-bindings take it. */
export interface PortableType {
  id: number;
  path: string[];
  params: { name: string; type: number | undefined }[];
  def: { tag: string; value: unknown };
  docs: string[];
}

/** Gives every described type a number. */
export interface Registry {
  idOf(type: AnyType): number;
  types(): PortableType[];
}

/** The described type behind renames and lazy references. */
const settle = (type: AnyType): AnyType => {
  let now = type;
  for (;;) {
    if (now.base) now = now.base;
    else if (now.shape.kind === "lazy") now = now.shape.target();
    else return now;
  }
};

/**
 * An empty registry. Ids are 0 to n−1 in the order of the first visit.
 * Throws where one path names two shapes: stock clients would take the last one silently.
 */
export function createRegistry(): Registry {
  const ids = new Map<string, number>();
  const types: PortableType[] = [];

  const fields = (list: readonly Field[]) =>
    list.map(({ name, type, typeName }) => ({ name, type: idOf(type), typeName, docs: [] }));

  const define = (type: AnyType): PortableType["def"] => {
    const { shape } = type;
    switch (shape.kind) {
      case "primitive":
        return { tag: "primitive", value: { tag: shape.tag, value: undefined } };
      case "compact":
        return { tag: "compact", value: idOf(shape.inner) };
      case "sequence":
        return { tag: "sequence", value: idOf(shape.inner) };
      case "array":
        return { tag: "array", value: { len: shape.length, type: idOf(shape.inner) } };
      case "tuple":
        return { tag: "tuple", value: shape.items.map(idOf) };
      case "composite":
        return { tag: "composite", value: fields(shape.fields) };
      case "variant":
        return {
          tag: "variant",
          value: shape.variants.map(({ name, index, fields: own, docs }) => ({
            name,
            fields: fields(own),
            index,
            docs: [...docs],
          })),
        };
      case "lazy":
        throw new Error("a lazy type was not settled");
    }
  };

  // Anonymous types are the same when their settled parts are; types with a path are the same object.
  const identityOf = (type: AnyType): string => {
    const { shape } = type;
    if (type.path.length > 1) return `object ${typeKey(type)}`;
    if (type.path.length === 1) {
      return `${type.path[0]} ${type.params.map((param) => (param.type ? idOf(param.type) : "-")).join(" ")}`;
    }
    switch (shape.kind) {
      case "primitive":
        return `primitive ${shape.tag}`;
      case "compact":
      case "sequence":
        return `${shape.kind} ${idOf(shape.inner)}`;
      case "array":
        return `array ${idOf(shape.inner)} ${shape.length}`;
      case "tuple":
        return `tuple ${shape.items.map(idOf).join(" ")}`;
      default:
        return `object ${typeKey(type)}`;
    }
  };

  function idOf(given: AnyType): number {
    const type = settle(given);
    const own = `object ${typeKey(type)}`;
    const known = ids.get(own);
    if (known !== undefined) return known;
    const identity = identityOf(type);
    const same = ids.get(identity);
    if (same !== undefined) {
      ids.set(own, same);
      return same;
    }
    const id = types.length;
    ids.set(own, id);
    ids.set(identity, id);
    // The number is taken before descending, since types recurse.
    const entry: PortableType = { id, path: [...type.path], params: [], def: { tag: "tuple", value: [] }, docs: [] };
    types.push(entry);
    entry.params = type.params.map(({ name, type: param }) => ({ name, type: param ? idOf(param) : undefined }));
    entry.def = define(type);
    return id;
  }

  return {
    idOf,
    types() {
      const seen = new Map<string, string>();
      for (const { path, params, def } of types) {
        if (path.length < 2) continue;
        const key = `${path.join("::")}<${params.map((param) => param.type ?? "-").join(",")}>`;
        const shape = JSON.stringify(def);
        const other = seen.get(key);
        if (other !== undefined && other !== shape) throw new Error(`the path ${key} names two shapes`);
        if (other !== undefined) throw new Error(`the path ${key} is described twice`);
        seen.set(key, shape);
      }
      return types;
    },
  };
}
