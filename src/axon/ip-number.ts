/** An address as the chain stores it. */
export interface IpNumber {
  /** The plain integer of the address. */
  readonly ip: bigint;
  readonly type: 4 | 6;
}

function parseV4(text: string): bigint | null {
  const parts = text.split(".");
  if (parts.length !== 4 || parts.some((part) => !/^(0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255)) return null;
  return parts.reduce((number, part) => (number << 8n) | BigInt(part), 0n);
}

/** Groups of one side of `::`; an IPv4 tail fills two. */
function parseGroups(text: string): bigint[] | null {
  if (text === "") return [];
  const groups: bigint[] = [];
  const parts = text.split(":");
  for (const [at, part] of parts.entries()) {
    if (part.includes(".") && at === parts.length - 1) {
      const tail = parseV4(part);
      if (tail === null) return null;
      groups.push(tail >> 16n, tail & 0xffffn);
    } else if (/^[0-9a-f]{1,4}$/i.test(part)) groups.push(BigInt(`0x${part}`));
    else return null;
  }
  return groups;
}

function parseV6(text: string): bigint | null {
  const sides = text.split("::");
  if (sides.length > 2) return null;
  const [before, after] = [parseGroups(sides[0] ?? ""), parseGroups(sides[1] ?? "")];
  if (before === null || after === null) return null;
  const missing = 8 - before.length - after.length;
  if (sides.length === 2 ? missing < 1 : missing !== 0) return null;
  return [...before, ...Array.from({ length: missing }, () => 0n), ...after].reduce(
    (n, group) => (n << 16n) | group,
    0n,
  );
}

/** Reads an IPv4 or IPv6 address; brackets around IPv6 are allowed. Null where it is none. */
export function parseIp(text: string): IpNumber | null {
  const plain = text.trim().replace(/^\[(.*)\]$/, "$1");
  const v4 = parseV4(plain);
  if (v4 !== null) return { ip: v4, type: 4 };
  const v6 = plain.includes(":") ? parseV6(plain) : null;
  return v6 === null ? null : { ip: v6, type: 6 };
}
