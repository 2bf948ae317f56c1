import { PRACTICE_CHAIN_NAME } from "#src/contract/network.ts";
import type { Node } from "../../chain/node.ts";
import { decodeExtrinsic } from "../../extrinsic/decode.ts";
import { TOKEN } from "../../metadata/token.ts";
import { feeOf } from "../../pallets/transaction-payment.ts";
import { accountParam, blockParam, bytesParam } from "../params.ts";
import { authorError } from "../rpc-error.ts";
import { aliases, type Methods } from "./method.ts";

const hexAmount = (value: bigint): string => `0x${value.toString(16)}`;

/** Node, chain properties, next nonces, fees. */
export function systemMethods(node: Node): Methods {
  const feeFor = (bytes: unknown, at: unknown) => {
    const raw = bytesParam(bytes, "the extrinsic");
    const runtime = node.runtimeAt(blockParam(node, at));
    try {
      const { call, signed } = decodeExtrinsic(runtime, raw);
      return { runtime, call, signed, fee: feeOf(runtime, call, raw.length, signed?.extensions.tipRao ?? 0n) };
    } catch (error) {
      throw authorError(error) ?? error;
    }
  };

  return {
    system_name: () => "Tausmith Practice Node",
    system_version: () => "1.0.0",
    system_chain: () => PRACTICE_CHAIN_NAME,
    system_chainType: () => "Development",
    system_properties: () => ({
      isEthereum: false,
      ss58Format: TOKEN.ss58Format,
      tokenDecimals: TOKEN.decimals,
      tokenSymbol: TOKEN.symbol,
    }),
    system_health: () => ({ peers: 0, isSyncing: false, shouldHavePeers: false }),
    system_peers: () => [],
    system_nodeRoles: () => ["Authority"],
    system_localPeerId: () => "practice",
    system_localListenAddresses: () => [],
    system_syncState: () => ({
      startingBlock: 0,
      currentBlock: node.head().number,
      highestBlock: node.head().number,
    }),
    ...aliases(([account]) => node.nextNonce(accountParam(account)), "system_accountNextIndex", "account_nextIndex"),
    payment_queryInfo: ([bytes, at]) => {
      const { runtime, call, signed, fee } = feeFor(bytes, at);
      return {
        weight: { ref_time: Number(fee.refTime), proof_size: Number(runtime.weigh(call).proof_size) },
        class: runtime.callOf(call).class.toLowerCase(),
        partialFee: String(signed ? fee.partialRao : 0n),
      };
    },
    payment_queryFeeDetails: ([bytes, at]) => {
      const { signed, fee } = feeFor(bytes, at);
      const inclusionFee = {
        baseFee: hexAmount(fee.baseRao),
        lenFee: hexAmount(fee.lengthRao),
        adjustedWeightFee: hexAmount(fee.weightRao),
      };
      return { inclusionFee: signed && fee.pays ? inclusionFee : null };
    },
  };
}
