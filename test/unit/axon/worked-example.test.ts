import { beforeAll, describe, expect, it } from "vitest";
import { loadSr25519, type Sr25519, signatureBytes, signatureText } from "#main/axon/sr25519.ts";
import { decodeAddress } from "#src/address/ss58.ts";
import { bodyHash } from "#src/axon/body-hash.ts";
import { dendriteBody, dendriteHeaders } from "#src/axon/dendrite-request.ts";
import type { JsonObject } from "#src/axon/json-value.ts";
import { parseJson } from "#src/axon/parse-json.ts";
import { pythonJson, pythonStr } from "#src/axon/python-text.ts";
import { sendSignalSynapse, sendSignalValues } from "#src/axon/send-signal.ts";
import { signedMessage, signedText } from "#src/axon/signed-message.ts";
import { hashedValues } from "#src/axon/synapse.ts";
import { tradePair } from "#src/signals/trade-pairs.ts";

// The request of facts A1.9, captured from the real SDK: //Alice calls //Bob.
const ALICE = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
const BOB = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty";
const UUID = "5ecbd69c-1cec-11ee-b0dc-e29ce36fec1a";
const SIGNATURE =
  "0x96e69e41d3592a9c7136d6657ba002f1f907c445ddcf224eb092057df65f747f2ca08df2c0c0ddb8c5c8a396766e1a62d389f689482b60ad70fa2f9e6e04ef8b";
const HASH = "d52a354045c3cd047bd16123c5fed995e0037ce25a8a6d2b9730d60e6d664caa";
const BODY = `{"name": "SendSignal", "timeout": 12.0, "total_size": 4946, "header_size": 0, "dendrite": {"status_code": null, "status_message": null, "process_time": null, "ip": "198.51.100.7", "port": null, "version": 10002000, "nonce": 1795197646491514469, "uuid": "${UUID}", "hotkey": "${ALICE}", "signature": "${SIGNATURE}"}, "axon": {"status_code": null, "status_message": null, "process_time": null, "ip": "127.0.0.1", "port": 18092, "version": null, "nonce": null, "uuid": null, "hotkey": "${BOB}", "signature": null}, "computed_body_hash": "", "signal": {"trade_pair": {"trade_pair_id": "BTCUSD", "trade_pair": "BTC/USD", "fees": 0.001, "min_leverage": 0.01, "max_leverage": 0.5, "trade_pair_category": "crypto"}, "order_type": "LONG", "leverage": 0.1}, "repo_version": "7.1.1", "successfully_processed": false, "error_message": "", "validator_hotkey": "", "order_json": "", "miner_order_uuid": "0b5c3f0e-7a39-4c83-9f5a-9a4b0f0f8d11"}`;

const parts = {
  nonce: 1795197646491514469n,
  dendriteHotkey: ALICE,
  axonHotkey: BOB,
  dendriteUuid: UUID,
  bodyHash: HASH,
};
const btcusd = tradePair("BTCUSD")!;
const values = sendSignalValues(
  "0b5c3f0e-7a39-4c83-9f5a-9a4b0f0f8d11",
  { tradePairId: "BTCUSD", orderType: "LONG", leverage: 0.1 },
  btcusd,
);
const request = {
  synapse: sendSignalSynapse,
  values,
  timeoutSeconds: 12,
  dendrite: {
    ip: "198.51.100.7",
    version: 10002000,
    nonce: parts.nonce,
    uuid: UUID,
    hotkey: ALICE,
    signature: SIGNATURE,
  },
  axon: { ip: "127.0.0.1", port: 18092, hotkey: BOB },
  bodyHash: HASH,
  headerSize: 464,
  totalSize: 4946,
};

describe("the worked example of a signed request", () => {
  let crypto: Sr25519;
  beforeAll(async () => {
    crypto = await loadSr25519();
  });

  it("hashes the signal we build", () => {
    expect(pythonStr(values.get("signal")!)).toBe(
      "{'trade_pair': {'trade_pair_id': 'BTCUSD', 'trade_pair': 'BTC/USD', 'fees': 0.001, 'min_leverage': 0.01, 'max_leverage': 0.5, 'trade_pair_category': 'crypto'}, 'order_type': 'LONG', 'leverage': 0.1}",
    );
    expect(bodyHash(hashedValues(sendSignalSynapse, values))).toBe(HASH);
  });

  it("writes the body byte for byte, and reads it back to the same hash", () => {
    const text = pythonJson(dendriteBody(request));
    expect(text).toBe(BODY);
    expect(new TextEncoder().encode(text)).toHaveLength(1157);
    expect(bodyHash(hashedValues(sendSignalSynapse, parseJson(text) as JsonObject))).toBe(HASH);
  });

  it("writes the headers in the SDK's order", () => {
    expect(dendriteHeaders(request)).toEqual([
      ["name", "SendSignal"],
      ["timeout", "12.0"],
      ["bt_header_axon_ip", "127.0.0.1"],
      ["bt_header_axon_port", "18092"],
      ["bt_header_axon_hotkey", BOB],
      ["bt_header_dendrite_ip", "198.51.100.7"],
      ["bt_header_dendrite_version", "10002000"],
      ["bt_header_dendrite_nonce", "1795197646491514469"],
      ["bt_header_dendrite_uuid", UUID],
      ["bt_header_dendrite_hotkey", ALICE],
      ["bt_header_dendrite_signature", SIGNATURE],
      ["header_size", "464"],
      ["total_size", "4946"],
      ["computed_body_hash", HASH],
    ]);
  });

  it("signs the dotted message, and the captured signature verifies", () => {
    expect(signedText(parts)).toBe(`1795197646491514469.${ALICE}.${BOB}.${UUID}.${HASH}`);
    expect(signedMessage(parts)).toHaveLength(219);
    const alice = decodeAddress(ALICE).accountId;
    const signature = signatureBytes(SIGNATURE)!;
    expect(crypto.verify(alice, signedMessage(parts), signature)).toBe(true);
    expect(crypto.verify(alice, signedMessage({ ...parts, nonce: parts.nonce + 1n }), signature)).toBe(false);
    expect(crypto.verify(alice, signedMessage(parts), signature.slice(1))).toBe(false);
    expect(signatureText(signature)).toBe(SIGNATURE);
    expect(signatureBytes(SIGNATURE.slice(2))).toBeNull();
  });
});
