import { describe, expect, it } from "vitest";
import { parts } from "#main/practice/network-parts.ts";
import { createPracticeRuntimes, FIRST_SPEC_VERSION } from "#main/practice/practice-runtime.ts";
import { decode, encode, fromHex, toHex } from "#main/practice/scale/index.ts";

const ALICE = "0xd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d";
const BOB = "0x8eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a48";
const A = ALICE.slice(2);
const B = BOB.slice(2);
const TAO = 1_000_000_000n;
const bob = { type: "Id", value: BOB };

/** Bytes of calls on the live chain at spec 424. */
const VECTORS: readonly (readonly [string, string, Record<string, unknown>, string])[] = [
  ["Balances", "transfer_keep_alive", { dest: bob, value: TAO }, `0503 00${B} 02286bee`],
  ["Balances", "transfer_all", { dest: bob, keep_alive: false }, `0504 00${B} 00`],
  ["SubtensorModule", "burned_register", { netuid: 1, hotkey: ALICE }, `0707 0100 ${A}`],
  [
    "SubtensorModule",
    "register_limit",
    { netuid: 1, hotkey: ALICE, limit_price: TAO },
    `0786 0100 ${A} 00ca9a3b00000000`,
  ],
  [
    "SubtensorModule",
    "serve_axon",
    { netuid: 1, version: 1, ip: 0xcb007105n, port: 8091, ip_type: 4, protocol: 4, placeholder1: 0, placeholder2: 0 },
    "0704 0100 01000000 057100cb000000000000000000000000 9b1f 04 04 00 00",
  ],
  ["SubtensorModule", "add_stake", { hotkey: ALICE, netuid: 1, amount_staked: TAO }, `0702 ${A} 0100 00ca9a3b00000000`],
  [
    "SubtensorModule",
    "add_stake_limit",
    { hotkey: ALICE, netuid: 1, amount_staked: TAO, limit_price: 50_250_000n, allow_partial: false },
    `0758 ${A} 0100 00ca9a3b00000000 10c1fe0200000000 00`,
  ],
  [
    "SubtensorModule",
    "remove_stake_limit",
    { hotkey: ALICE, netuid: 1, amount_unstaked: TAO, limit_price: 49_750_000n, allow_partial: true },
    `0759 ${A} 0100 00ca9a3b00000000 f01ff70200000000 01`,
  ],
  [
    "SubtensorModule",
    "remove_stake_full_limit",
    { hotkey: ALICE, netuid: 1, limit_price: undefined },
    `0767 ${A} 0100 00`,
  ],
  [
    "SubtensorModule",
    "move_stake",
    { origin_hotkey: ALICE, destination_hotkey: BOB, origin_netuid: 1, destination_netuid: 2, alpha_amount: TAO },
    `0755 ${A} ${B} 0100 0200 00ca9a3b00000000`,
  ],
  [
    "SubtensorModule",
    "transfer_stake",
    { destination_coldkey: BOB, hotkey: ALICE, origin_netuid: 1, destination_netuid: 1, alpha_amount: TAO },
    `0756 ${B} ${A} 0100 0100 00ca9a3b00000000`,
  ],
  ["Proxy", "add_proxy", { delegate: bob, proxy_type: { type: "Staking" }, delay: 0 }, `1001 00${B} 08 00000000`],
  [
    "Utility",
    "batch_all",
    {
      calls: [
        { pallet: "SubtensorModule", name: "burned_register", args: { netuid: 1, hotkey: ALICE } },
        { pallet: "SubtensorModule", name: "add_stake", args: { hotkey: ALICE, netuid: 1, amount_staked: TAO } },
      ],
    },
    `0b0208 07070100${A} 0702${A}010000ca9a3b00000000`,
  ],
];

describe("calls", () => {
  const { RuntimeCall } = createPracticeRuntimes(parts)(FIRST_SPEC_VERSION);

  it.each(VECTORS)("%s.%s has the live chain's bytes and reads them back", (pallet, name, args, expected) => {
    const raw = encode(RuntimeCall, { pallet, name, args });
    expect(toHex(raw)).toBe(`0x${expected.replaceAll(" ", "")}`);
    expect(decode(RuntimeCall, fromHex(toHex(raw)))).toEqual({ pallet, name, args });
  });

  it("refuses unknown calls and endless nesting", () => {
    expect(() => decode(RuntimeCall, Uint8Array.of(5, 250))).toThrow(/variant doesn't exist/);
    expect(() => decode(RuntimeCall, Uint8Array.of(200, 0))).toThrow(/variant doesn't exist/);
    const deep = new Uint8Array(3 * 400 + 3);
    for (let i = 0; i < 400; i += 1) deep.set([11, 0, 4], i * 3);
    expect(() => decode(RuntimeCall, deep)).toThrow(/recursion depth/);
  });
});
