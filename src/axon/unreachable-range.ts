import { type IpNumber, parseIp } from "./ip-number.ts";

/** Ranges that nobody outside can reach, by the registries of special addresses (RFC 6890 and its successors). */
const RANGES: readonly (readonly [text: string, bits: number, what: string])[] = [
  ["0.0.0.0", 8, "means no address"],
  ["10.0.0.0", 8, "is private: it exists inside one network only"],
  ["100.64.0.0", 10, "is shared by a provider's customers (carrier-grade NAT)"],
  ["127.0.0.0", 8, "is this machine itself (loopback)"],
  ["169.254.0.0", 16, "is link-local"],
  ["172.16.0.0", 12, "is private: it exists inside one network only"],
  ["192.0.0.0", 24, "is reserved"],
  ["192.0.2.0", 24, "is for documents only"],
  ["192.88.99.0", 24, "is reserved"],
  ["192.168.0.0", 16, "is private: it exists inside one network only"],
  ["198.18.0.0", 15, "is for measurements only"],
  ["198.51.100.0", 24, "is for documents only"],
  ["203.0.113.0", 24, "is for documents only"],
  ["224.0.0.0", 4, "is for many receivers (multicast)"],
  ["240.0.0.0", 4, "is reserved"],
  ["::", 128, "means no address"],
  ["::1", 128, "is this machine itself (loopback)"],
  ["::ffff:0:0", 96, "is an IPv4 address in IPv6 clothes; give the IPv4 address"],
  ["64:ff9b:1::", 48, "is for translation inside one network"],
  ["100::", 64, "is reserved"],
  ["2001:db8::", 32, "is for documents only"],
  ["3fff::", 20, "is for documents only"],
  ["fc00::", 7, "is private: it exists inside one network only"],
  ["fe80::", 10, "is link-local"],
  ["ff00::", 8, "is for many receivers (multicast)"],
];

const KNOWN = RANGES.map(([text, bits, what]) => ({ from: parseIp(text) as IpNumber, bits, what }));

/**
 * Why validators cannot reach an address, or null where they may. The chain itself refuses loopback only and takes the
 * rest (chain facts 2.3), so that a miner would stand there unreachable.
 */
export function unreachableReason({ ip, type }: IpNumber): string | null {
  const width = type === 4 ? 32 : 128;
  const found = KNOWN.find(({ from, bits }) => {
    const drop = BigInt(width - bits);
    return from.type === type && from.ip >> drop === ip >> drop;
  });
  return found?.what ?? null;
}
