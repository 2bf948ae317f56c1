import { approving, openChainRoom } from "./chain-room.ts";
import { PASSWORD } from "./key-room.ts";

/**
 * The app as a program of its own that sends TAO once: `send-program.ts URL PROFILE WALLET RECEIVER RAO`. A test kills it in the
 * middle.
 */
const [url = "", dir = "", walletId = "", to = "", rao = "0"] = process.argv.slice(2);
const room = await openChainRoom({ url, dir });
await room.chain.whenOnline(60_000);
const plan = await room.transfers.prepare(walletId, { to, amountRao: BigInt(rao), allowDeath: false });
await room.transactions.submit(plan.planId, PASSWORD, approving);
console.log("answered");
