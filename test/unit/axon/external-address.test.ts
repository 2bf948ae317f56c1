import { describe, expect, it } from "vitest";
import { ipText } from "#main/neurons/ip-text.ts";
import { parseIp } from "#src/axon/ip-number.ts";
import { servingWaitBlocks } from "#src/axon/serving-wait.ts";
import { unreachableReason } from "#src/axon/unreachable-range.ts";

const reason = (text: string): string | null => {
  const ip = parseIp(text);
  if (ip === null) throw new Error(`${text} is no address`);
  return unreachableReason(ip);
};

describe("addresses as the chain stores them", () => {
  it.each([
    ["203.0.113.5", 0xcb007105n, 4],
    ["255.255.255.255", 0xffffffffn, 4],
    ["2a01:4f8::5", 0x2a0104f8000000000000000000000005n, 6],
    ["[2a01:4f8::5]", 0x2a0104f8000000000000000000000005n, 6],
    ["::ffff:1.2.3.4", 0xffff01020304n, 6],
    ["1:2:3:4:5:6:7:8", 0x00010002000300040005000600070008n, 6],
  ])("%s", (text, ip, type) => {
    expect(parseIp(text)).toEqual({ ip, type });
    const back = parseIp(ipText(ip, type));
    expect(back).toEqual({ ip, type });
  });

  it.each([
    "",
    "1.2.3",
    "1.2.3.256",
    "01.2.3.4",
    "1.2.3.4.5",
    ":::",
    "1::2::3",
    "1:2:3:4:5:6:7",
    "g::1",
    "example.org",
    "12345::",
  ])("refuses %j", (text) => expect(parseIp(text)).toBeNull());
});

describe("ranges that nobody outside reaches", () => {
  it.each([
    ["10.1.2.3", /private/],
    ["172.31.255.255", /private/],
    ["192.168.0.10", /private/],
    ["100.64.0.1", /carrier-grade/],
    ["127.0.0.2", /loopback/],
    ["169.254.1.1", /link-local/],
    ["224.0.0.1", /multicast/],
    ["255.255.255.255", /reserved/],
    ["203.0.113.5", /documents/],
    ["0.0.0.0", /no address/],
    ["::1", /loopback/],
    ["fe80::1", /link-local/],
    ["fd00::1", /private/],
    ["::ffff:8.8.8.8", /IPv4/],
    ["2001:db8::1", /documents/],
  ])("%s", (text, words) => expect(reason(text)).toMatch(words));

  it.each(["8.8.8.8", "172.15.0.1", "172.32.0.1", "100.63.255.255", "131.186.56.85", "2a01:4f8::5", "2606:4700::1111"])(
    "lets %s through",
    (text) => expect(reason(text)).toBeNull(),
  );
});

describe("the chain's limit on changes", () => {
  it("counts from the record to the block that may carry the next one", () => {
    expect(servingWaitBlocks(null, 50, 100)).toBe(0);
    expect(servingWaitBlocks(100, 0, 100)).toBe(0);
    expect(servingWaitBlocks(100, 50, 100)).toBe(49);
    expect(servingWaitBlocks(100, 50, 149)).toBe(0);
    expect(servingWaitBlocks(100, 50, 1_000)).toBe(0);
  });
});
