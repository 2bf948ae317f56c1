import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { closingLine, sum, tallyOf } from "../../../scripts/test/tally.ts";

const folder = mkdtempSync(join(tmpdir(), "tausmith-tally-"));
afterAll(() => rmSync(folder, { recursive: true }));

function reportOf(figures: Record<string, number>): string {
  const file = join(folder, "report.json");
  const none = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 };
  writeFileSync(file, JSON.stringify({ ...none, ...figures }));
  return file;
}

describe("the count behind `N passed, N failed`", () => {
  test("a check counts as one", () => {
    expect(tallyOf({ code: 0 })).toEqual({ passed: 1, failed: 0, skipped: 0 });
    expect(tallyOf({ code: 2 })).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  test("tests count as the runner reported them", () => {
    const report = reportOf({ numPassedTests: 7, numFailedTests: 2, numPendingTests: 1, numTodoTests: 1 });
    expect(tallyOf({ code: 1, report })).toEqual({ passed: 7, failed: 2, skipped: 2 });
  });

  test("a runner that ends badly without a failed test is a failure", () => {
    expect(tallyOf({ code: 1, report: reportOf({ numPassedTests: 7 }) })).toMatchObject({ passed: 7, failed: 1 });
  });

  test("a runner that wrote no report is a failure, whatever its exit code", () => {
    expect(tallyOf({ code: 0, report: join(folder, "none.json") })).toMatchObject({ passed: 0, failed: 1 });
  });

  test("the closing line names skipped tests only where there are some", () => {
    expect(closingLine(sum([tallyOf({ code: 0 }), { passed: 2, failed: 0, skipped: 0 }]))).toBe("3 passed, 0 failed");
    expect(closingLine({ passed: 3, failed: 1, skipped: 2 })).toBe("3 passed, 1 failed, 2 skipped");
  });
});
