import type { Context } from "../describe/context.ts";
import { createReader, ScaleError } from "../scale/cursor.ts";
import { type Hex, toHex } from "../scale/primitives.ts";
import { encode } from "../scale/type.ts";
import { clientError } from "./rpc-error.ts";

/**
 * Asks a runtime API (`Api_method`) in a context and gives its encoded answer. Errors: as a node's `state_call` for an
 * unknown method or arguments that do not decode.
 */
export function callRuntime(ctx: Context, name: string, data: Uint8Array): Hex {
  const split = name.indexOf("_");
  const method = ctx.runtime.apis.find((api) => api.name === name.slice(0, split))?.methods[name.slice(split + 1)];
  if (!method) throw clientError(`Execution failed: Other: Exported method ${name} is not found`);
  const reader = createReader(data);
  const args: Record<string, unknown> = {};
  try {
    for (const [input, type] of Object.entries(method.inputTypes)) args[input] = type.read(reader);
    if (reader.left() > 0) throw new Error("there are bytes left over");
  } catch (error) {
    const text = error instanceof Error ? error.message : "unreadable";
    throw clientError(
      `Execution failed: Execution aborted due to trap: Bad input data provided to ${name.slice(split + 1)}: ${text}`,
    );
  }
  try {
    return toHex(encode(method.output, method.run(ctx, args)));
  } catch (error) {
    // An extrinsic that does not decode, given to the fee methods.
    if (error instanceof ScaleError)
      throw clientError(`Execution failed: Execution aborted due to trap: ${error.message}`);
    throw error;
  }
}
