import { blockWait } from "#main/chain/block-wait.ts";
import type { Chain } from "#main/chain/chain.ts";
import type { StoredAnnouncement } from "#main/chain/read-announced.ts";
import { AppError } from "#src/app-error.ts";
import { refuseWhileAnnounced } from "#src/swaps/announcement.ts";

/**
 * What an account with an announced swap cannot sign is refused before it is signed, with the block that ends it (chain
 * facts 1.4). Errors: `COLDKEY_SWAP_ANNOUNCED`, `COLDKEY_SWAP_DISPUTED`.
 */
export function refuseAnnounced(
  chain: Pick<Chain, "status" | "isPractice">,
  call: string,
  announced: StoredAnnouncement | null,
  atBlock: number,
): void {
  const refused = refuseWhileAnnounced(call, announced);
  if (refused === null || announced === null) return;
  const { executeAtBlock } = announced;
  if (refused === "ColdkeySwapDisputed") {
    throw new AppError(
      "COLDKEY_SWAP_DISPUTED",
      "This coldkey is frozen by a dispute: the chain takes nothing from it.",
      {
        hint: "Only the network's team can end a dispute.",
        details: { executeAtBlock },
      },
    );
  }
  const when = executeAtBlock > atBlock ? `from ${blockWait(chain, atBlock, executeAtBlock)} on` : "now";
  throw new AppError(
    "COLDKEY_SWAP_ANNOUNCED",
    `A swap of this coldkey is announced, so the chain takes nothing else from it. It can be carried out ${when}.`,
    {
      hint: "Carry it out, take it back once that is possible, or dispute it if it is not yours: see Swap keys.",
      details: { executeAtBlock, atBlock },
    },
  );
}
