import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "#main/ports/clock.ts";
import { openApp } from "#main/profile/open-app.ts";
import { openHost } from "#main/transport/http/open-host.ts";
import { connectWire } from "#main/transport/wire-client.ts";
import { clientFromTransport } from "#src/contract/client.ts";
import type { DemoReport } from "./demo-report.ts";
import { runMainJob } from "./main-job.ts";
import { postJson } from "./post-json.ts";

/**
 * Runs the main job in a profile of its own, over the same WebSocket that pages use, and leaves nothing behind: the
 * profile is deleted and the OS keychain is not touched.
 */
export async function runDemo(say: (text: string) => void): Promise<DemoReport> {
  const undo: (() => Promise<void>)[] = [];
  try {
    const profileDir = await mkdtemp(join(tmpdir(), "tausmith-demo-"));
    undo.push(() => rm(profileDir, { recursive: true, force: true }));
    const opened = await openApp({ profileDir, front: "terminal", network: "practice", keychain: "vault" });
    undo.push(opened.close);
    const host = await openHost({ app: opened.app, profileDir, front: "terminal", port: 0, pagesDir: null });
    undo.push(host.stop);
    await opened.app.start();
    const wire = await connectWire(host.port, host.terminalToken);
    undo.push(wire.close);
    return await runMainJob({ client: clientFromTransport(wire), clock: systemClock, say, post: postJson });
  } finally {
    for (const step of undo.reverse()) await step();
  }
}
