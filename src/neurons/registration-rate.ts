/** Over fewer blocks than this a rate says nothing. */
const SHORTEST_WINDOW_BLOCKS = 50;

export interface RegistrationRate {
  /** Neurons that were registered inside the window and are still there. */
  readonly seen: number;
  readonly windowBlocks: number;
  /** Scaled to a day; null where the chain is too young to tell. */
  readonly aDay: number | null;
}

/**
 * How many registrations a day a subnet sees, from the registration blocks of its neurons over the last day. A slot
 * taken twice within the window counts once, so that the true number may be higher. What genesis wrote does not count.
 */
export function registrationRate(
  registeredAtBlocks: readonly number[],
  atBlock: number,
  dayBlocks: number,
): RegistrationRate {
  const windowBlocks = Math.min(dayBlocks, atBlock);
  const from = atBlock - windowBlocks;
  const seen = registeredAtBlocks.filter((block) => block > from).length;
  if (windowBlocks < SHORTEST_WINDOW_BLOCKS) return { seen, windowBlocks, aDay: null };
  return { seen, windowBlocks, aDay: Math.round((seen * dayBlocks * 10) / windowBlocks) / 10 };
}
