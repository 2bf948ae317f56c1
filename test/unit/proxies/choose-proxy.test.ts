import { describe, expect, it } from "vitest";
import { chooseProxy } from "#main/proxies/choose-proxy.ts";
import type { KnownType } from "#main/proxies/filters.ts";
import { FILTERS_AT_424 } from "#src/proxies/type-filter.ts";

const TYPES: KnownType[] = FILTERS_AT_424.map((one) => ({ ...one, dead: false, source: "facts" }));
const right = (type: string, delayBlocks = 0) => ({ delegate: "B", type, delayBlocks });
const send = { pallet: "Balances", name: "transfer_keep_alive", args: {} };
const choose = (held: ReturnType<typeof right>[], delayed: boolean | "either", type?: string) =>
  chooseProxy(held, { delegate: "B", type, delayed }, [send], TYPES);
const code = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    return (error as { code: string }).code;
  }
  return "none";
};

describe("the right that is used for a call", () => {
  it("is the narrowest that allows it, or the one that was asked for", () => {
    const all = [right("Any"), right("Staking"), right("Transfer"), right("NonCritical")];
    expect(choose(all, false).type).toBe("Transfer");
    expect(choose(all, false, "Any").type).toBe("Any");
    expect(code(() => choose(all, false, "Staking"))).toBe("PROXY_TYPE_FORBIDS");
    expect(code(() => choose(all, false, "Owner"))).toBe("PROXY_NOT_ONE");
  });

  it("tells apart what acts at once and what has to be announced", () => {
    expect(code(() => choose([right("Any", 5)], false))).toBe("PROXY_DELAYED");
    expect(code(() => choose([right("Any")], true))).toBe("PROXY_NOT_DELAYED");
    expect(choose([right("Any"), right("NonCritical", 7)], true).type).toBe("NonCritical");
  });

  it("runs what was announced under the right whose wait is over first", () => {
    expect(choose([right("Transfer", 9), right("Any", 3)], "either").type).toBe("Any");
    expect(choose([right("Any", 3), right("Transfer", 3)], "either").type).toBe("Transfer");
    expect(choose([right("Any", 3), right("Staking")], "either").type).toBe("Any");
  });
});
