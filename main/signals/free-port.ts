import { createServer } from "node:net";

const TRIES = 100;

/** Whether nobody listens on a loopback port. */
export const isPortFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen({ port, host: "127.0.0.1", exclusive: true }, () => probe.close(() => resolve(true)));
  });

/** The first free loopback port from `from` on, or `null` where none of the next hundred is. */
export async function freePortNear(from: number, taken: ReadonlySet<number> = new Set()): Promise<number | null> {
  for (let port = Math.max(from, 1_024); port < Math.min(from + TRIES, 65_536); port += 1) {
    if (!taken.has(port) && (await isPortFree(port))) return port;
  }
  return null;
}
