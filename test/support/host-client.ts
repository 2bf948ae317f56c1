import { readHostFile } from "#main/profile/host-file.ts";
import { connectWire, type WireClient } from "#main/transport/wire-client.ts";
import { clientFromTransport, type TausmithClient } from "#src/contract/client.ts";
import type { BuiltHost } from "./built-host.ts";

/** A line to a running host over its WebSocket, let in by the token in its profile as the terminal is. */
export async function connectTo(host: BuiltHost): Promise<{ client: TausmithClient; close: WireClient["close"] }> {
  const record = readHostFile(host.profileDir);
  if (!record) throw new Error("the host wrote no host.json");
  const wire = await connectWire(record.port, record.token);
  return { client: clientFromTransport(wire), close: wire.close };
}
