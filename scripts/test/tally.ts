import { existsSync, readFileSync } from "node:fs";

/** How many checks and tests went which way. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** The figures of vitest's JSON report that count. */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests?: number;
}

/**
 * Counts one finished step. A check is one; a level of tests counts as its runner reported. A runner that ends badly
 * without a failed test (a file that does not load, an error between tests, no report) still counts as a failure.
 */
export function tallyOf({ code, report }: { readonly code: number; readonly report?: string | undefined }): Tally {
  if (report === undefined) return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0 };
  const found = JSON.parse(readFileSync(report, "utf8")) as Report;
  return {
    passed: found.numPassedTests,
    failed: code === 0 ? found.numFailedTests : Math.max(found.numFailedTests, 1),
    skipped: found.numPendingTests + (found.numTodoTests ?? 0),
  };
}

/** All steps together. */
export const sum = (tallies: readonly Tally[]): Tally =>
  tallies.reduce(
    (total, one) => ({
      passed: total.passed + one.passed,
      failed: total.failed + one.failed,
      skipped: total.skipped + one.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );

/** The closing line, as people and CI read it. */
export const closingLine = ({ passed, failed, skipped }: Tally): string =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
