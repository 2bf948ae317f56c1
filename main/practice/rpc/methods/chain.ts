import type { Block, Node } from "../../chain/node.ts";
import { blockJson, headerJson } from "../json.ts";
import { absent, hashParam, numberParam } from "../params.ts";
import { aliases, type Method, type Methods, unsubscribe } from "./method.ts";

/** Blocks, headers and their subscriptions. */
export function chainMethods(node: Node): Methods {
  const blockOf = (value: unknown): Block | undefined => {
    const hash = hashParam(value);
    if (!hash) return node.head();
    const number = node.numberOf(hash);
    return number === undefined ? undefined : node.block(number);
  };

  const getBlockHash: Method = ([which]) => {
    if (absent(which)) return node.head().hash;
    if (Array.isArray(which)) return which.map((one) => node.hashOf(numberParam(one, "the block number")) ?? null);
    return node.hashOf(numberParam(which, "the block number")) ?? null;
  };

  const newHeads =
    (notification: string): Method =>
    (_, session) =>
      session.subscribe(notification, (push) => {
        push(headerJson(node.head().header));
        return node.onBlock((head) => push(headerJson(head.header)));
      });

  const finalizedHeads: Method = (_, session) =>
    session.subscribe("chain_finalizedHead", (push) => {
      let last = node.finalized().number;
      push(headerJson(node.finalized().header));
      return node.onBlock((_head, finalized) => {
        if (finalized.number <= last) return;
        last = finalized.number;
        push(headerJson(finalized.header));
      });
    });

  return {
    chain_getBlock: ([hash]) => {
      const block = blockOf(hash);
      return block ? blockJson(block) : null;
    },
    chain_getHeader: ([hash]) => {
      const block = blockOf(hash);
      return block ? headerJson(block.header) : null;
    },
    ...aliases(getBlockHash, "chain_getBlockHash", "chain_getHead"),
    ...aliases(() => node.finalized().hash, "chain_getFinalizedHead", "chain_getFinalisedHead"),
    ...aliases(newHeads("chain_newHead"), "chain_subscribeNewHead", "chain_subscribeNewHeads", "subscribe_newHead"),
    chain_subscribeAllHeads: newHeads("chain_allHead"),
    ...aliases(finalizedHeads, "chain_subscribeFinalizedHeads", "chain_subscribeFinalisedHeads"),
    ...aliases(
      unsubscribe,
      "chain_unsubscribeNewHead",
      "chain_unsubscribeNewHeads",
      "unsubscribe_newHead",
      "chain_unsubscribeAllHeads",
      "chain_unsubscribeFinalizedHeads",
      "chain_unsubscribeFinalisedHeads",
    ),
  };
}
