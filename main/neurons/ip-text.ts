/**
 * An address as the chain stores it (a plain integer and 4 or 6) as text; `0.0.0.0` where none is published.
 * IPv6 is written in full groups without leading zeros, its longest run of zeros shortened.
 */
export function ipText(ip: bigint, ipType: number): string {
  if (ipType !== 6) {
    return [24n, 16n, 8n, 0n].map((shift) => ((ip >> shift) & 0xffn).toString()).join(".");
  }
  const groups = Array.from({ length: 8 }, (_, index) => ((ip >> BigInt(112 - index * 16)) & 0xffffn).toString(16));
  const runs = groups.join(":").match(/\b0(?::0)+\b/g) ?? [];
  const longest = runs.reduce((best, run) => (run.length > best.length ? run : best), "");
  if (longest === "") return groups.join(":");
  const [before = "", after = ""] = groups
    .join(":")
    .split(new RegExp(`(?:^|:)${longest}(?::|$)`))
    .slice(0, 2);
  return `${before}::${after}`;
}
