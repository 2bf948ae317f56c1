import { checkInput } from "#main/transport/check-input.ts";
import { type ProcedureName, procedures } from "#src/contract/index.ts";
import { WIRE_MAX_BYTES } from "#src/contract/wire.ts";
import type { CommandStart, SessionCommand } from "../command.ts";
import { isLasting, needsChain } from "../procedure-command.ts";
import { unwrap } from "../unwrap.ts";
import { UsageError } from "../usage-error.ts";

async function inputOf({ words, terminal }: CommandStart): Promise<unknown> {
  const text = words[1] === "-" ? await terminal.readInput(WIRE_MAX_BYTES) : (words[1] ?? "{}");
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError("The input is not JSON.", "Give one JSON object, or - to read it from standard input.");
  }
}

/** Calls any procedure of the contract with JSON, as it stands. */
export const callCommand: SessionCommand = {
  kind: "session",
  path: ["call"],
  usage: "call PROCEDURE ['JSON' | -]",
  summary: "Call any procedure with JSON input; - reads it from standard input, which is the place for secrets",
  needsChain: true,
  async read(start) {
    const { words, line } = start;
    const [name] = words;
    if (name === undefined || words.length > 2 || line.flags.size > 0) {
      throw new UsageError("`call` takes a procedure and one JSON input.");
    }
    const input = await inputOf(start);
    // What the contract refuses in any case is refused before the app is opened.
    unwrap(checkInput(name, input));
    return async ({ session }) => {
      return { value: unwrap(await session.call(name as ProcedureName, input as never)) };
    };
  },
};

/** `call` of a procedure that needs no chain does not wait for one. */
export const callFor = (name: string | undefined): SessionCommand => ({
  ...callCommand,
  lasting: name !== undefined && isLasting(name),
  needsChain: name !== undefined && procedures.has(name as ProcedureName) && needsChain(name),
});
