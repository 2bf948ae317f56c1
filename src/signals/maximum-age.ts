/** Whether a signal has waited so long that sending it would place an order nobody means any more. */
export const isTooOld = (receivedAtMs: number, nowMs: number, maxAgeMs: number): boolean =>
  nowMs - receivedAtMs >= maxAgeMs;

/**
 * Why a delivery was not made. Where an earlier attempt never got its answer, the order may stand at the validator, and
 * whoever reads this has to know.
 */
export function tooOldText(maxAgeMs: number, unanswered: boolean): string {
  const age = maxAgeMs >= 60_000 ? `${Math.round(maxAgeMs / 60_000)} minutes` : `${maxAgeMs / 1_000} seconds`;
  return unanswered
    ? `not sent again after ${age}; an earlier attempt was never answered, so the order may stand there`
    : `not sent: older than ${age}. Send it anew if it is still meant`;
}
