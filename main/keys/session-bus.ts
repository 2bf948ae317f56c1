import { connect } from "node:net";

/**
 * Why no D-Bus session bus answers on this Linux machine, in a sentence, or null where one does. Done before the
 * keychain library is touched, because its own calls cannot be cancelled once they hang.
 */
export async function sessionBusProblem(
  address: string | undefined,
  userId: number,
  timeoutMs: number,
): Promise<string | null> {
  if (!address) return "no D-Bus session is running (DBUS_SESSION_BUS_ADDRESS is not set)";
  const socket = socketOf(address);
  // Other transports are rare; the library decides about them.
  if (!socket) return null;
  const { promise, resolve } = Promise.withResolvers<string | null>();
  const connection = connect(socket);
  const timer = setTimeout(() => resolve("the D-Bus session does not answer"), timeoutMs);
  let answer = "";
  connection.on("error", (error: NodeJS.ErrnoException) =>
    resolve(`the D-Bus session cannot be reached (${error.code ?? "unknown reason"})`),
  );
  connection.on("close", () => resolve("the D-Bus session closed the connection"));
  connection.on("connect", () => {
    const id = Buffer.from(String(userId)).toString("hex");
    connection.write(`\0AUTH EXTERNAL ${id}\r\n`);
  });
  connection.on("data", (bytes) => {
    answer += bytes.toString("latin1");
    if (answer.includes("\r\n")) resolve(answer.startsWith("OK") ? null : "the D-Bus session refused this user");
  });
  const problem = await promise;
  clearTimeout(timer);
  connection.destroy();
  return problem;
}

/** The Unix socket of a bus address such as `unix:path=/run/user/1000/bus,guid=…`. */
function socketOf(address: string): { path: string } | null {
  for (const one of address.split(";")) {
    const [transport, rest] = [one.slice(0, one.indexOf(":")), one.slice(one.indexOf(":") + 1)];
    if (transport !== "unix") continue;
    const fields = new Map(rest.split(",").map((pair) => pair.split("=", 2) as [string, string]));
    const path = fields.get("path");
    const abstract = fields.get("abstract");
    if (path) return { path: decodeURIComponent(path) };
    if (abstract) return { path: `\0${decodeURIComponent(abstract)}` };
  }
  return null;
}
