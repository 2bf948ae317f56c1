import { expect, it } from "vitest";
import { loadSr25519, signatureBytes } from "#main/axon/sr25519.ts";
import { decodeAddress } from "#src/address/ss58.ts";
import { btAuthHeaders, btAuthPayload } from "#src/axon/btauth.ts";

const ALICE = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
const BOB = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty";

// Golden vectors of facts A2.4.
it.each([
  {
    target: "/generate?stream=false",
    body: '{"prompt": "hello"}',
    nonce: 1752076800000000000n,
    length: 227,
    signature:
      "0x84a4be0387b392f7315fae05a5abb9ecb59f9f6ba77ada3ee7f48f07685a4e72de60dfd9183e837495faab1048425f8372f6ddf78d9c7414f5cb2b108347d28a",
  },
  {
    target: "/axon/SendSignal",
    body: '{"signal":{"trade_pair":{"trade_pair_id":"BTCUSDC"},"order_type":"LONG","leverage":0.1,"execution_type":"MARKET"},"repo_version":"8.10.1","successfully_processed":false,"error_message":"","should_retry":true,"validator_hotkey":"","order_json":"","miner_order_uuid":"0b5c3f0e-7a39-4c83-9f5a-9a4b0f0f8d11","subaccount_id":null,"computed_body_hash":""}',
    nonce: 1795197646491514469n,
    length: 221,
    signature:
      "0x56986a42f50aa2323ff6feaac75068c16d74f1da1204fee3415c7dc496e67b63a2abd19a31c19fcb8d7e9fc935f3396a90580563df2626ed50b267287fbfb280",
  },
])("btauth/1 payload of $target", async ({ target, body, nonce, length, signature }) => {
  const request = {
    method: "post",
    target,
    body: new TextEncoder().encode(body),
    nonce,
    sender: ALICE,
    receiver: BOB,
  };
  const payload = btAuthPayload(request);
  const bytes = signatureBytes(signature)!;
  expect(payload).toHaveLength(length);
  expect((await loadSr25519()).verify(decodeAddress(ALICE).accountId, payload, bytes)).toBe(true);
  expect(btAuthHeaders(request, bytes)).toEqual({
    "X-Bittensor-Version": "1",
    "X-Bittensor-Hotkey": ALICE,
    "X-Bittensor-Receiver": BOB,
    "X-Bittensor-Nonce": nonce.toString(),
    "X-Bittensor-Signature": signature,
  });
});
