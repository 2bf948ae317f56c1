import Fastify, { type FastifyReply } from "fastify";
import { AppError } from "#src/app-error.ts";
import { pythonRepr } from "#src/axon/python-text.ts";
import { signalDict } from "#src/axon/send-signal.ts";
import { parseSignal, type SignalRequest } from "#src/signals/parse-signal.ts";
import { tradePair } from "#src/signals/trade-pairs.ts";
import { freePortNear } from "./free-port.ts";
import { portHolder } from "./port-holder.ts";

export interface IntakeDeps {
  readonly port: number;
  /** The check of the key in force now; it changes when the key is rotated. */
  readonly keyCheck: () => (given: string) => boolean;
  /** Keeps the signal durably and gives its uuid. The 200 goes out only after that. */
  receive(signal: SignalRequest): Promise<string>;
  /** Told about what goes wrong inside; never with request content. */
  warn(text: string): void;
}

export interface Intake {
  readonly port: number;
  close(): Promise<void>;
}

export const INTAKE_PATH = "/api/receive-signal";
const BODY_LIMIT = 256 * 1024;
const JSON_TYPE = /^application\/(?:[\w.+-]+\+)?json(?:$|[\s;])/i;

interface Problem {
  readonly status: number;
  readonly error: string;
  readonly code: string;
  readonly hint: string;
  readonly field?: string;
}

const problems = {
  notJsonType: {
    status: 400,
    error: "Request must be JSON",
    code: "SIGNAL_NOT_JSON",
    hint: "Send the header Content-Type: application/json.",
  },
  notJson: {
    status: 400,
    error: "Request must be JSON",
    code: "SIGNAL_NOT_JSON",
    hint: "The body is not a JSON object; check quotes, commas and brackets.",
  },
  noKey: {
    status: 401,
    error: "Missing or invalid Authorization header",
    code: "SIGNAL_KEY_MISSING",
    hint: 'Send the intake\'s key as "api_key" in the JSON body or as Authorization: Bearer.',
  },
  wrongKey: {
    status: 401,
    error: "Invalid API key",
    code: "SIGNAL_KEY_WRONG",
    hint: "Copy the key anew from the Signals page.",
  },
  tooLong: {
    status: 413,
    error: "The body is over 256 KiB",
    code: "SIGNAL_TOO_LONG",
    hint: "A signal needs a few hundred bytes; send only its fields.",
  },
  wrongMethod: {
    status: 405,
    error: "Method Not Allowed",
    code: "SIGNAL_METHOD",
    hint: `Send a POST to ${INTAKE_PATH}.`,
  },
  unknownPath: { status: 404, error: "Not Found", code: "SIGNAL_PATH", hint: `Send a POST to ${INTAKE_PATH}.` },
  notKept: {
    status: 500,
    error: "Error writing signal to journal",
    code: "SIGNAL_NOT_KEPT",
    hint: "The signal was not taken. Check the disk's free space, then send it again.",
  },
} as const satisfies Record<string, Problem>;

const answer = (reply: FastifyReply, { status, ...body }: Problem): FastifyReply => reply.code(status).send(body);

/** The key a request gives: JSON field `api_key`, or `Authorization: Bearer <key>`. */
function givenKey(fields: Readonly<Record<string, unknown>>, authorization: string | undefined): string | null {
  if (typeof fields.api_key === "string" && fields.api_key !== "") return fields.api_key;
  return /^(?:Bearer\s+)?(\S+)$/i.exec(authorization ?? "")?.[1] ?? null;
}

/**
 * The signal intake on loopback, with the reference server's route, fields, texts and status codes (facts D2); bodies
 * add `code` and `hint`. Never logs or echoes a request. Errors on start: `SIGNAL_PORT_IN_USE`, `SIGNAL_PORT_DENIED`.
 */
export async function startIntake({ port, keyCheck, receive, warn }: IntakeDeps): Promise<Intake> {
  const server = Fastify({ logger: false, bodyLimit: BODY_LIMIT, exposeHeadRoutes: false });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser("*", { parseAs: "string" }, (_request, body, done) => done(null, body));

  server.post(INTAKE_PATH, async (request, reply) => {
    if (!JSON_TYPE.test(request.headers["content-type"] ?? "")) return answer(reply, problems.notJsonType);
    let fields: Record<string, unknown>;
    try {
      fields = JSON.parse(request.body as string);
    } catch {
      return answer(reply, problems.notJson);
    }
    if (typeof fields !== "object" || fields === null || Array.isArray(fields)) return answer(reply, problems.notJson);
    const key = givenKey(fields, request.headers.authorization);
    if (key === null) return answer(reply, problems.noKey);
    if (!keyCheck()(key)) return answer(reply, problems.wrongKey);
    let signal: SignalRequest;
    try {
      signal = parseSignal(fields);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const { code, message, hint, field } = error;
      return answer(reply, { status: 400, error: message, code, hint, ...(field ? { field } : {}) });
    }
    let uuid: string;
    try {
      uuid = await receive(signal);
    } catch (error) {
      warn(`a signal could not be kept: ${error instanceof Error ? error.message : "unknown reason"}`);
      return answer(reply, problems.notKept);
    }
    const pair = tradePair(signal.tradePairId);
    const text = pair ? pythonRepr(signalDict(signal, pair)) : "";
    return reply.code(200).send({ message: `Signal ${text} received successfully`, order_uuid: uuid });
  });
  server.setNotFoundHandler((request, reply) =>
    answer(reply, request.url.split("?")[0] === INTAKE_PATH ? problems.wrongMethod : problems.unknownPath),
  );
  server.setErrorHandler((error: { statusCode?: number; message?: string }, _request, reply) => {
    if (error.statusCode === 413) return answer(reply, problems.tooLong);
    if (error.statusCode !== undefined && error.statusCode < 500) return answer(reply, problems.notJson);
    warn("the intake failed on a request");
    return answer(reply, problems.notKept);
  });

  try {
    await server.listen({ port, host: "127.0.0.1" });
  } catch (cause) {
    throw await portError(port, cause);
  }
  return {
    port,
    close: async () => {
      server.server.closeIdleConnections();
      await server.close();
    },
  };
}

async function portError(port: number, cause: unknown): Promise<AppError> {
  const code = (cause as { code?: string }).code;
  const other = await freePortNear(port + 1);
  const offer = other === null ? "Give this miner another port" : `Port ${other} is free: give it to this miner`;
  if (code === "EADDRINUSE") {
    const holder = portHolder(port);
    const who = holder ?? `the other program (to find it: lsof -i :${port})`;
    return new AppError("SIGNAL_PORT_IN_USE", `Port ${port} is used by ${holder ?? "another program"}.`, {
      hint: `${offer}, or end ${who}.`,
      field: "intakePort",
      details: { port, freePort: other, holder },
      cause,
    });
  }
  return new AppError("SIGNAL_PORT_DENIED", `This machine does not let Tausmith listen on port ${port}.`, {
    hint: `${offer}; ports below 1024 need special rights.`,
    field: "intakePort",
    details: { port, freePort: other },
    cause,
  });
}
