import { expect, test } from "vitest";
import { oneAtATime } from "#main/chain/one-at-a-time.ts";

/** Work whose runs end when the test says so. */
function heldWork() {
  const runs: PromiseWithResolvers<void>[] = [];
  const work = (): Promise<void> => {
    const run = Promise.withResolvers<void>();
    runs.push(run);
    return run.promise;
  };
  return { runs, work };
}
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

test("never runs twice at a time, and once more however often it was asked for meanwhile", async () => {
  const { runs, work } = heldWork();
  const ask = oneAtATime(work, { failed: () => undefined, isOver: () => false });
  for (let times = 0; times < 3; times += 1) ask();
  expect(runs).toHaveLength(1);
  runs[0]?.resolve();
  await settled();
  expect(runs).toHaveLength(2);
  runs[1]?.resolve();
  await settled();
  expect(runs).toHaveLength(2);
});

test("a failed run is told and the next one runs; once over nothing runs again", async () => {
  const { runs, work } = heldWork();
  const failures: unknown[] = [];
  let over = false;
  const ask = oneAtATime(work, { failed: (err) => failures.push(err), isOver: () => over });
  ask();
  ask();
  runs[0]?.reject(new Error("the node is gone"));
  await settled();
  expect(failures).toEqual([new Error("the node is gone")]);
  expect(runs).toHaveLength(2);
  ask();
  over = true;
  runs[1]?.resolve();
  await settled();
  expect(runs).toHaveLength(2);
});
