import { type DBus, openDBus, socketOf } from "./dbus.ts";

const BUS = "org.freedesktop.DBus";
const SECRETS = "org.freedesktop.secrets";

/** A string or object path at the beginning of a reply's body. */
const textOf = ({ body }: { readonly body: Buffer }): string => body.toString("utf8", 4, 4 + body.readUInt32LE(0));

/** A variant that holds a boolean: signature length, `b`, zero, padding, u32. */
const variantBoolean = ({ body }: { readonly body: Buffer }): boolean =>
  body.toString("latin1", 1, 2) === "b" && body.readUInt32LE(4) === 1;

/**
 * Why the Secret Service of this Linux session cannot be used now, in half a sentence; null where it can. Asked over
 * D-Bus before the keychain library is touched: a call of the library's that hangs cannot be cancelled and would keep
 * the whole program from ending.
 */
export async function secretServiceProblem(
  address: string | undefined,
  userId: number,
  timeoutMs: number,
): Promise<string | null> {
  if (!address) return "no D-Bus session is running (DBUS_SESSION_BUS_ADDRESS is not set)";
  const socket = socketOf(address);
  if (!socket) return "the D-Bus session has no Unix socket";
  let bus: DBus | null = null;
  try {
    bus = await openDBus(socket, userId, timeoutMs);
    return await ask(bus);
  } catch (error) {
    return error instanceof Error ? error.message : "the D-Bus session failed";
  } finally {
    bus?.close();
  }
}

async function ask(bus: DBus): Promise<string | null> {
  await bus.call({ destination: BUS, path: "/org/freedesktop/DBus", interface: BUS, member: "Hello" }, []);
  const alias = await bus.call(
    {
      destination: SECRETS,
      path: "/org/freedesktop/secrets",
      interface: "org.freedesktop.Secret.Service",
      member: "ReadAlias",
    },
    ["default"],
  );
  if ("error" in alias) return "no Secret Service (such as GNOME Keyring or KDE Wallet) is running in this session";
  const collection = textOf(alias);
  if (collection === "/") return "the Secret Service has no default keyring yet; its own program can make one";
  const locked = await bus.call(
    { destination: SECRETS, path: collection, interface: `${BUS}.Properties`, member: "Get" },
    ["org.freedesktop.Secret.Collection", "Locked"],
  );
  if ("error" in locked) return "the Secret Service's default keyring does not exist";
  return variantBoolean(locked) ? "the default keyring is locked; unlock it in its own program" : null;
}
