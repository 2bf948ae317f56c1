import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createReach, type Reach } from "#main/neurons/axon/reach.ts";
import { systemClock } from "#main/ports/clock.ts";
import { createEvents, type Events } from "#main/ports/events.ts";
import type { ReachView } from "#src/contract/neurons.ts";

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

describe("the check of one's own port", () => {
  let reach: Reach;
  let events: Events;
  let ids = 0;
  const open = (): void => {
    events = createEvents();
    reach = createReach({
      clock: systemClock,
      events,
      randomId: () => {
        ids += 1;
        return `check${ids}`;
      },
      host: "127.0.0.1",
    });
  };
  const until = (fits: (view: ReachView) => boolean): Promise<ReachView> =>
    new Promise((resolve) => {
      events.subscribe("neurons.reachChanged", ({ payload }) => {
        if (fits(payload)) resolve(payload);
      });
    });
  afterEach(async () => {
    await reach.stop();
  });

  it("is proven by whoever opens its address, and by nothing else", async () => {
    open();
    const port = await freePort();
    const begun = await reach.start({ ip: "127.0.0.1", port }, true);
    expect(begun).toMatchObject({ state: "listening", listenPort: port, from: null });
    expect((await until(({ ownTry }) => ownTry !== null)).ownTry).toBe(true);
    expect((await fetch(`http://127.0.0.1:${port}/other`)).status).toBe(404);
    expect(reach.last()?.state).toBe("listening");
    const answer = await fetch(begun.url);
    expect(await answer.text()).toContain("The port is reached");
    expect(await until(({ state }) => state === "reached")).toMatchObject({ from: "127.0.0.1" });
    await reach.stop();
    await expect(fetch(begun.url)).rejects.toThrow();
  });

  it("does not take a stranger who answers at the address for itself", async () => {
    open();
    const stranger = createServer((_request, response) => response.end("hello"));
    await new Promise<void>((resolve) => stranger.listen(0, "127.0.0.1", resolve));
    const { port } = stranger.address() as AddressInfo;
    await reach.start({ ip: "127.0.0.1", port, listenPort: await freePort() }, true);
    expect((await until(({ ownTry }) => ownTry !== null)).ownTry).toBe(false);
    stranger.close();
  });

  it("refuses an address nobody can reach, and a port that is taken", async () => {
    open();
    await expect(reach.start({ ip: "192.168.1.4", port: 8091 }, false)).rejects.toMatchObject({
      code: "AXON_ADDRESS_UNREACHABLE",
      field: "ip",
    });
    await expect(reach.start({ ip: "my.house", port: 8091 }, false)).rejects.toMatchObject({
      code: "AXON_ADDRESS_INVALID",
    });
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", () => resolve()));
    const { port } = taken.address() as AddressInfo;
    await expect(reach.start({ ip: "127.0.0.1", port }, true)).rejects.toMatchObject({
      code: "AXON_PORT_TAKEN",
      field: "listenPort",
    });
    taken.close();
  });

  it("ends when told, and says what to look at when nobody came", async () => {
    open();
    await reach.start({ ip: "127.0.0.1", port: await freePort() }, true);
    expect(await reach.stop()).toMatchObject({ state: "ended", sentence: expect.stringContaining("firewall") });
    expect(reach.last()?.state).toBe("ended");
  });
});
