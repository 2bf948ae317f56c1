import { describe, expect, it } from "vitest";
import { findNetwork, KNOWN_NETWORKS, kindOf } from "#main/chain/networks.ts";

describe("networks", () => {
  it.each([
    ["finney", "finney", "wss://entrypoint-finney.opentensor.ai:443"],
    ["Test", "test", "wss://test.finney.opentensor.ai:443"],
    [" archive ", "finney", "wss://archive.chain.opentensor.ai:443"],
    ["wss://node.example:9944/ws", "custom", "wss://node.example:9944/ws"],
    ["ws://127.0.0.1:9944", "custom", "ws://127.0.0.1:9944/"],
  ])("finds %s", (text, kind, url) => {
    expect(findNetwork(text)).toMatchObject({ kind });
    expect(findNetwork(text).urls[0]).toBe(url);
  });

  it("knows the practice network without an address, since that is known only once it runs", () => {
    expect(findNetwork("practice")).toMatchObject({ kind: "practice", urls: [], genesisHash: null });
  });

  it("holds every live network to its genesis", () => {
    for (const network of KNOWN_NETWORKS) {
      if (network.kind !== "finney" && network.kind !== "test") continue;
      expect(kindOf({ kind: "custom" }, { genesisHash: network.genesisHash ?? "", chainName: "any" })).toBe(
        network.kind,
      );
    }
  });

  it("takes a chain for what it is, not for its address or for what it calls itself", () => {
    const other = `0x${"00".repeat(32)}`;
    const finney = findNetwork("finney").genesisHash ?? "";
    expect(kindOf({ kind: "custom" }, { genesisHash: other, chainName: "Tausmith Practice" })).toBe("practice");
    expect(kindOf({ kind: "practice" }, { genesisHash: other, chainName: "Bittensor" })).toBe("custom");
    expect(kindOf({ kind: "practice" }, { genesisHash: finney, chainName: "Tausmith Practice" })).toBe("finney");
  });

  it.each([
    ["mainnet", "NETWORK_UNKNOWN"],
    ["", "NETWORK_UNKNOWN"],
    ["http://node.example", "NETWORK_URL_INVALID"],
    ["wss://", "NETWORK_URL_INVALID"],
    ["wss://user:secret@node.example", "NETWORK_URL_INVALID"],
    ["ws://node.example/#part", "NETWORK_URL_INVALID"],
  ])("refuses %j with %s and the field's name", (text, code) => {
    expect(() => findNetwork(text)).toThrowError(expect.objectContaining({ code, field: "network" }));
  });
});
