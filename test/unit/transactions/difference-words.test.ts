import { expect, it } from "vitest";
import { differenceWords } from "#src/transactions/difference-words.ts";

it.each([
  [1, 0, "It went in one block after its quote: nobody else traded"],
  [3, 1, "It went in 3 blocks after its quote: 1 other trade with these pools came before it"],
  [3, 7, "7 other trades with these pools came before it"],
  [40, null, "40 blocks after its quote: other trades in between could not be counted"],
])("explains a difference after %s blocks and %s other trades", (blocks, otherTrades, words) => {
  expect(differenceWords({ blocks, otherTrades })).toContain(words);
});
