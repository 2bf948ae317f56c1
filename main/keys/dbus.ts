import { connect, type Socket } from "node:net";

/**
 * As much of D-Bus as it takes to ask a service whether it answers: connect to a Unix socket, say who we are, call
 * methods with string arguments, and give up after a time. (Specification: freedesktop.org, D-Bus, versions 0.30 on.)
 */
export interface DBus {
  /** The reply's body, or the name of the error. Rejects when the time is over or the connection is lost. */
  call(target: DBusTarget, args: readonly string[]): Promise<DBusReply>;
  close(): void;
}

export interface DBusTarget {
  readonly destination: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
}

export type DBusReply = { readonly body: Buffer } | { readonly error: string };

const CALL = 1;
const ERROR = 3;
const FIELD = { path: 1, interface: 2, member: 3, error: 4, replySerial: 5, destination: 6, signature: 8 } as const;

const pad = (length: number, to: number): number => (to - (length % to)) % to;

/** A string or object path: length, bytes, zero. */
function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(bytes.length);
  return Buffer.concat([length, bytes, Buffer.alloc(1)]);
}

function field(code: number, type: "o" | "s" | "g", value: string): Buffer {
  const head = Buffer.from([code, 1, type.charCodeAt(0), 0]);
  if (type !== "g") return Buffer.concat([head, text(value)]);
  return Buffer.concat([head, Buffer.from([value.length]), Buffer.from(value), Buffer.alloc(1)]);
}

const aligned = (parts: readonly Buffer[], to: number): Buffer =>
  parts.reduce((all, part) => Buffer.concat([all, Buffer.alloc(pad(all.length, to)), part]), Buffer.alloc(0));

/** A method call's bytes, little-endian. */
export function encodeCall(serial: number, target: DBusTarget, args: readonly string[]): Buffer {
  const body = aligned(args.map(text), 4);
  const fields = aligned(
    [
      field(FIELD.path, "o", target.path),
      field(FIELD.interface, "s", target.interface),
      field(FIELD.member, "s", target.member),
      field(FIELD.destination, "s", target.destination),
      ...(args.length > 0 ? [field(FIELD.signature, "g", "s".repeat(args.length))] : []),
    ],
    8,
  );
  const head = Buffer.alloc(16);
  head.write("l", 0, "latin1");
  head.writeUInt8(CALL, 1);
  head.writeUInt8(1, 3);
  head.writeUInt32LE(body.length, 4);
  head.writeUInt32LE(serial, 8);
  head.writeUInt32LE(fields.length, 12);
  return Buffer.concat([head, fields, Buffer.alloc(pad(fields.length, 8)), body]);
}

/** The first whole message in `bytes`, or null until there is one. */
export function decodeMessage(
  bytes: Buffer,
): { readonly size: number; readonly replyTo: number | null; readonly reply: DBusReply } | null {
  if (bytes.length < 16) return null;
  const bodyLength = bytes.readUInt32LE(4);
  const fieldsEnd = 16 + bytes.readUInt32LE(12);
  const bodyStart = fieldsEnd + pad(fieldsEnd, 8);
  const size = bodyStart + bodyLength;
  if (bytes.length < size) return null;
  let replyTo: number | null = null;
  let error = "";
  for (let at = 16; at < fieldsEnd; at += pad(at, 8)) {
    const code = bytes[at];
    const type = String.fromCharCode(bytes[at + 2] ?? 0);
    at += 4;
    if (type === "u") {
      if (code === FIELD.replySerial) replyTo = bytes.readUInt32LE(at);
      at += 4;
    } else if (type === "g") {
      at += (bytes[at] ?? 0) + 2;
    } else {
      const length = bytes.readUInt32LE(at);
      if (code === FIELD.error) error = bytes.toString("utf8", at + 4, at + 4 + length);
      at += 5 + length;
    }
  }
  const body = bytes.subarray(bodyStart, size);
  return { size, replyTo, reply: bytes[1] === ERROR ? { error } : { body } };
}

/** The Unix socket of a bus address such as `unix:path=/run/user/1000/bus,guid=…`; null for other transports. */
export function socketOf(address: string): { path: string } | null {
  for (const one of address.split(";")) {
    if (!one.startsWith("unix:")) continue;
    const fields = new Map(
      one
        .slice(5)
        .split(",")
        .map((pair) => pair.split("=", 2) as [string, string]),
    );
    const path = fields.get("path");
    const abstract = fields.get("abstract");
    if (path) return { path: decodeURIComponent(path) };
    if (abstract) return { path: `\0${decodeURIComponent(abstract)}` };
  }
  return null;
}

/** Connects and authenticates as `userId`. Rejects with an error whose message says what is wrong, in half a sentence. */
export async function openDBus(address: { path: string }, userId: number, timeoutMs: number): Promise<DBus> {
  const socket: Socket = connect(address);
  const waiting = new Map<number, { resolve(reply: DBusReply): void; reject(error: Error): void }>();
  const entrance = Promise.withResolvers<void>();
  let greeted = false;
  let serial = 0;
  let received = Buffer.alloc(0);

  const fail = (why: string): void => {
    const error = new Error(why);
    clearTimeout(timer);
    socket.destroy();
    entrance.reject(error);
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  const timer = setTimeout(
    () => fail(greeted ? "the Secret Service does not answer" : "the D-Bus session does not answer"),
    timeoutMs,
  );
  socket.on("error", (error: NodeJS.ErrnoException) => fail(`the D-Bus session cannot be reached (${error.code})`));
  socket.on("close", () => fail("the D-Bus session closed the connection"));
  socket.on("connect", () => {
    socket.write(`\0AUTH EXTERNAL ${Buffer.from(String(userId)).toString("hex")}\r\n`);
  });
  socket.on("data", (chunk) => {
    received = Buffer.concat([received, chunk]);
    if (!greeted) {
      const end = received.indexOf("\r\n");
      if (end < 0) return;
      if (!received.toString("latin1", 0, end).startsWith("OK ")) return fail("the D-Bus session refused this user");
      received = received.subarray(end + 2);
      greeted = true;
      socket.write("BEGIN\r\n");
      entrance.resolve();
    }
    for (let message = decodeMessage(received); message; message = decodeMessage(received)) {
      received = received.subarray(message.size);
      const caller = message.replyTo === null ? undefined : waiting.get(message.replyTo);
      if (message.replyTo !== null) waiting.delete(message.replyTo);
      caller?.resolve(message.reply);
    }
  });
  await entrance.promise;

  return {
    call(target, args) {
      serial += 1;
      const own = serial;
      const answer = Promise.withResolvers<DBusReply>();
      waiting.set(own, answer);
      socket.write(encodeCall(own, target, args));
      return answer.promise;
    },
    close() {
      clearTimeout(timer);
      socket.removeAllListeners("close");
      socket.destroy();
    },
  };
}
