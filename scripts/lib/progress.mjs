const EVERY_MS = 10_000;

/** Says something to the person; on standard error, since standard output belongs to the program. */
export const say = (/** @type {string} */ text) => process.stderr.write(`${text}\n`);

/**
 * Does one step of work and says that it begins, that it goes on, and how long it took.
 *
 * @template T
 * @param {string} label
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(label, work) {
  const begin = Date.now();
  const seconds = () => Math.round((Date.now() - begin) / 1_000);
  say(`${label} …`);
  const timer = setInterval(() => say(`${label} … ${seconds()} s`), EVERY_MS);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    say(`${label}: ${((Date.now() - begin) / 1_000).toFixed(1)} s`);
  }
}

/** The last lines of a program's output, for the person who has to see why it failed. */
export const tail = (/** @type {string} */ text, lines = 40) => text.trimEnd().split("\n").slice(-lines).join("\n");
