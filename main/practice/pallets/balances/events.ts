import { AccountId32, defineEvents } from "../../describe/index.ts";
import { named, u64 } from "../../scale/index.ts";

const who = named(AccountId32, "T::AccountId");
const amount = named(u64, "T::Balance");
const plain = { who, amount };

export const balancesEvents = defineEvents("Balances", {
  Endowed: [0, { account: who, free_balance: amount }],
  DustLost: [1, { account: who, amount }],
  Transfer: [2, { from: who, to: who, amount }],
  BalanceSet: [3, { who, free: amount }],
  Reserved: [4, plain],
  Unreserved: [5, plain],
  Deposit: [7, plain],
  Withdraw: [8, plain],
  Minted: [10, plain],
  Burned: [11, plain],
  Issued: [15, { amount }],
  Rescinded: [16, { amount }],
});
