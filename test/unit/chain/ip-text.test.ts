import { describe, expect, it } from "vitest";
import { ipText } from "#main/neurons/ip-text.ts";

describe("an address as the chain stores it", () => {
  it.each([
    [0xcb007105n, 4, "203.0.113.5"],
    [0n, 4, "0.0.0.0"],
    [0n, 0, "0.0.0.0"],
    [0x7f000001n, 4, "127.0.0.1"],
    [0x20010db8000000000000000000000001n, 6, "2001:db8::1"],
    [1n, 6, "::1"],
    [0n, 6, "::"],
    [0x20010db8000100020003000400050006n, 6, "2001:db8:1:2:3:4:5:6"],
    [0x20010db8000000000001000000000000n, 6, "2001:db8:0:0:1::"],
  ])("%d of type %d reads %s", (ip, type, text) => {
    expect(ipText(ip, type)).toBe(text);
  });
});
