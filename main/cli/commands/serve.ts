import { fileURLToPath } from "node:url";
import { tryOpenApp } from "#main/profile/open-app.ts";
import type { CommandResult, CommandStart, PlainCommand } from "../command.ts";
import type { Field } from "../fields.ts";
import { readFields } from "../read-fields.ts";
import { UsageError } from "../usage-error.ts";
import { newAddress } from "./open.ts";

const FIELDS: readonly Field[] = [{ name: "port", flag: "port", kind: "number", required: false, choices: [] }];

/** Where the build puts the pages, seen from source and from the bundle in `out/main`. */
function builtPages(): string {
  const here = import.meta.url;
  return fileURLToPath(new URL(here.endsWith(".ts") ? "../../../out/renderer" : "../renderer", here));
}

function portOf({ line, words }: CommandStart): number {
  const { port = 0 } = readFields(FIELDS, line, words) as { port?: number };
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new UsageError("--port needs a port from 1 to 65535, or 0 for a free one.", undefined, "port");
}

function say({ globals, terminal }: CommandStart, value: { readonly address: string }, first: string): void {
  if (globals.json) terminal.out(JSON.stringify({ ok: true, value }));
  else terminal.out(`${first} Open: ${value.address}`);
}

/** Shows the app in a browser of this machine until it is interrupted. */
export const serveCommand: PlainCommand = {
  kind: "plain",
  path: ["serve"],
  usage: "serve [--port N] [--network NAME|URL]",
  summary: "Show the app in a browser of this machine, until Ctrl-C",
  details: ["The address can be opened once; `tausmith open` gives a new one."],
  async run(start): Promise<CommandResult> {
    const { globals, profileDir, terminal } = start;
    const port = portOf(start);
    const network = globals.network === undefined ? {} : { network: globals.network };
    const opened = await tryOpenApp({ profileDir, front: "browser", ...network });
    if (!opened) {
      const value = await newAddress(profileDir);
      say(start, value, "Tausmith runs already.");
      return { value, written: true };
    }
    const ended = terminal.interrupted();
    try {
      const { openHost } = await import("#main/transport/http/open-host.ts");
      const host = await openHost({ app: opened.app, profileDir, front: "browser", port, pagesDir: builtPages() });
      try {
        // The page can be opened while miners that ran before are still getting ready.
        const started = opened.app.start();
        const value = { address: host.openAddress(), port: host.port, pid: process.pid };
        say(start, value, "Tausmith runs.");
        await started;
        await ended;
        terminal.tell("Stopping.");
        return { value, written: true };
      } finally {
        await host.stop();
      }
    } finally {
      await opened.close();
    }
  },
};
