import Fastify from "fastify";

// The yardstick: the same server library with nothing behind it, in a process of its own.
const server = Fastify({ logger: false });
server.post("/noop", (_request, reply) => reply.send({ message: "ok" }));
await server.listen({ port: 0, host: "127.0.0.1" });
const address = server.server.address();
process.send?.({ port: typeof address === "object" && address ? address.port : 0 });
process.on("disconnect", () => process.exit(0));
