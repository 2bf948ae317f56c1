import type { Node } from "../chain/node.ts";
import { authorMethods } from "./methods/author.ts";
import { chainMethods } from "./methods/chain.ts";
import type { Method } from "./methods/method.ts";
import { rehearsalMethods } from "./methods/rehearsal.ts";
import { stateMethods } from "./methods/state.ts";
import { systemMethods } from "./methods/system.ts";
import { RpcError } from "./rpc-error.ts";
import type { Session } from "./session.ts";

/** Takes a JSON-RPC text and gives back the answer's text; undefined where none is due. Never throws. */
export type Handle = (text: string, session: Session) => string | undefined;

interface Request {
  readonly id?: unknown;
  readonly method?: unknown;
  readonly params?: unknown;
}

/** The methods of a node, and how a request finds them. `onDefect` hears of errors that are ours. */
export function createHandle(node: Node, onDefect: (method: string, error: unknown) => void): Handle {
  const methods: Record<string, Method> = {
    ...systemMethods(node),
    ...chainMethods(node),
    ...stateMethods(node),
    ...authorMethods(node),
    rpc_methods: () => ({ methods: standard }),
  };
  const standard = Object.keys(methods).sort();
  // Not listed: stock clients tell every method that they do not know.
  Object.assign(methods, rehearsalMethods(node));

  const failure = (id: unknown, error: RpcError) => ({
    jsonrpc: "2.0",
    id: id ?? null,
    error: { code: error.code, message: error.message, ...(error.data === undefined ? {} : { data: error.data }) },
  });

  const answer = (request: Request, session: Session): object | undefined => {
    const { id, method, params = [] } = request ?? {};
    if (typeof method !== "string") return failure(id, new RpcError(-32600, "Invalid request"));
    try {
      const found = Object.hasOwn(methods, method) ? methods[method] : undefined;
      if (!found) throw new RpcError(-32601, "Method not found");
      if (params !== null && !Array.isArray(params))
        throw new RpcError(-32602, "Invalid params", "params must be a list");
      const result = found(params ?? [], session);
      return id === undefined ? undefined : { jsonrpc: "2.0", id, result };
    } catch (error) {
      if (error instanceof RpcError) return failure(id, error);
      onDefect(method, error);
      return failure(id, new RpcError(-32603, "Internal error"));
    }
  };

  return (text, session) => {
    let request: unknown;
    try {
      request = JSON.parse(text);
    } catch {
      return JSON.stringify(failure(null, new RpcError(-32700, "Parse error")));
    }
    if (!Array.isArray(request)) {
      const one = answer(request as Request, session);
      return one && JSON.stringify(one);
    }
    if (request.length === 0) return JSON.stringify(failure(null, new RpcError(-32600, "Invalid request")));
    const all = request.map((one) => answer(one as Request, session)).filter((one) => one !== undefined);
    return all.length > 0 ? JSON.stringify(all) : undefined;
  };
}
