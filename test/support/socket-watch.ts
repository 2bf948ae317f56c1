import { createHook } from "node:async_hooks";
import { appendFileSync } from "node:fs";

/**
 * Preloaded (`node --import`) into a program and, through NODE_OPTIONS, into each of its workers and children: writes
 * down everything the runtime makes that can reach a network. Files and timers are left out, nothing else is asked.
 */
const file = process.env.SOCKET_WATCH_FILE;
const WATCHED = /^(TCP|UDP|TLS|PIPE|QUIC|GETADDRINFO|GETNAMEINFO|QUERYWRAP)/;

if (file !== undefined) {
  appendFileSync(file, `WATCHING ${process.pid}\n`);
  createHook({
    init(_id, type) {
      if (WATCHED.test(type)) appendFileSync(file, `${type} ${process.pid}\n`);
    },
  }).enable();
}
