import { runMainJob } from "#main/demo/main-job.ts";
import { postJson } from "#main/demo/post-json.ts";
import { systemClock } from "#main/ports/clock.ts";
import { startBuiltHost } from "#test/support/built-host.ts";
import { connectTo } from "#test/support/host-client.ts";
import { processTree } from "./support/processes.ts";

/**
 * Memory of every process (proportional set size) with the practice network, its validators and one signal miner at
 * work: after the main job, with the miner started again.
 */
export async function run(): Promise<object> {
  if (process.platform !== "linux") return { skipped: "only Linux tells a process's share of memory" };
  const host = await startBuiltHost("--network", "practice");
  try {
    const { client, close } = await connectTo(host);
    await runMainJob({ client, clock: systemClock, say: () => undefined, post: postJson });
    const miners = await client.areas.miners.list({});
    const minerId = miners.ok ? miners.value[0]?.minerId : undefined;
    if (minerId === undefined) throw new Error("the main job left no miner");
    const running = new Promise<void>((resolve) => {
      client.on("miners.changed", (views) => {
        if (views.some((view) => view.minerId === minerId && view.state === "running")) resolve();
      });
    });
    await client.areas.miners.start({ minerId });
    await running;
    const processes = processTree(host.pid);
    await close();
    const totalMiB = processes.reduce((sum, { pssMiB }) => sum + pssMiB, 0);
    return { processes: processes.map(({ name, pssMiB }) => ({ name, pssMiB })), totalMiB: Math.round(totalMiB) };
  } finally {
    await host.stop();
  }
}
