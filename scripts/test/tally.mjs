import { existsSync, readFileSync } from "node:fs";

/** @typedef {{ passed: number, failed: number, skipped: number }} Tally */

/**
 * Counts one finished step. A check is one; a level of tests counts as its runner reported. A runner that ends badly
 * without a failed test (a file that does not load, an error between tests, no report) still counts as a failure.
 *
 * @param {{ code: number, report?: string }} result
 * @returns {Tally}
 */
export function tallyOf({ code, report }) {
  if (report === undefined)
    return code === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0 };
  const found = JSON.parse(readFileSync(report, "utf8"));
  const failed = found.numFailedTests;
  return {
    passed: found.numPassedTests,
    failed: code === 0 ? failed : Math.max(failed, 1),
    skipped: found.numPendingTests + (found.numTodoTests ?? 0),
  };
}

/**
 * @param {readonly Tally[]} tallies
 * @returns {Tally}
 */
export function sum(tallies) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const tally of tallies) for (const key of Object.keys(total)) total[key] += tally[key];
  return total;
}

/** The closing line, as people and CI read it. */
export const closingLine = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
