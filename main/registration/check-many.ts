import type { Chain } from "#main/chain/chain.ts";
import type { RegistrationCheck } from "#src/contract/registration.ts";
import { featureOf, judgeFeature } from "#src/network/features.ts";
import { blocksUntilBurn } from "#src/registration/burn-price.ts";
import { forecastSentence } from "#src/registration/forecast-sentence.ts";
import { type Asked, type Judged, judgeMany } from "./judge-many.ts";
import { parametersOf } from "./parameters-of.ts";
import { warningsOf } from "./plan-registration.ts";

/** When the price is at the ceiling, where that is all that is wrong and it can get there. */
function waitOf({ wish, price, error }: Judged): string | null {
  const { ceilingRao } = wish;
  if (error?.code !== "REGISTRATION_CEILING_TOO_LOW" || ceilingRao < BigInt(price.minBurnRao)) return null;
  const parameters = parametersOf(price);
  const blocks = parameters ? blocksUntilBurn(BigInt(price.burnRao), ceilingRao, parameters) : null;
  if (parameters && blocks === null) return null;
  return forecastSentence(ceilingRao, BigInt(price.minBurnRao), blocks, price.blockTimeMs, parameters !== null);
}

/** How several registrations of one batch stand, each told apart. Errors: `NETWORK_OFFLINE`. */
export async function checkMany(
  chain: Chain,
  asked: readonly Asked[],
  waitingOrders: number,
): Promise<RegistrationCheck> {
  const judged = await judgeMany(chain, asked);
  const good = judged.filter(({ error }) => error === null);
  const sum = (of: (item: Judged) => bigint): string => good.reduce((total, item) => total + of(item), 0n).toString();
  return {
    items: judged.map((item) => {
      const { wish, price, expectedRao, error } = item;
      return {
        netuid: wish.netuid,
        hotkeyName: wish.hotkeyName,
        hotkey: wish.hotkey,
        expectedRao: expectedRao.toString(),
        ceilingRao: wish.ceilingRao.toString(),
        outcome: price.outcome,
        immunityBlocks: price.immunityBlocks,
        warnings: warningsOf(wish, price),
        problem: error && { code: error.code, message: error.message, hint: error.hint },
        wait: waitOf(item),
      };
    }),
    expectedRao: sum(({ expectedRao }) => expectedRao),
    maxRao: sum(({ wish }) => wish.ceilingRao),
    waitingOrders,
    lacks: judgeFeature(featureOf("price-orders"), ({ kind, section, name }) => chain.has(kind, section, name)).reason,
    atBlock: asked[0]?.line.price.atBlock ?? 0,
  };
}
