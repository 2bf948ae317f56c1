import { MOCK_SIGNATURE } from "#src/rehearsal/mock-signature.ts";
import type { Block, Node } from "../../chain/node.ts";
import { rehearse } from "../../chain/rehearse.ts";
import { RefusalError } from "../../chain/validity.ts";
import { decodeExtrinsic } from "../../extrinsic/decode.ts";
import { toHex } from "../../scale/primitives.ts";
import { callRuntime } from "../call-runtime.ts";
import { absent, bytesParam, stateParam } from "../params.ts";
import { authorError, invalidParams } from "../rpc-error.ts";
import type { Methods } from "./method.ts";

const hexOrNull = (value: Uint8Array | undefined): string | null => (value ? toHex(value) : null);

/** `[method, arguments as hex]` of runtime APIs to ask before and after. */
function questionsParam(value: unknown): (readonly [name: string, data: Uint8Array])[] {
  if (absent(value)) return [];
  if (!Array.isArray(value)) throw invalidParams("the questions must be a list");
  return value.map((question: unknown) => {
    const [name, data] = Array.isArray(question) ? question : [];
    if (typeof name !== "string") throw invalidParams("a question is a method's name and its arguments");
    return [name, bytesParam(data ?? "", "data")] as const;
  });
}

/**
 * Only on the practice network, which has no WebAssembly runtime that could be forked: runs an extrinsic with the mock
 * signature on a copy of a block's state, and gives what it changed.
 */
export function rehearsalMethods(node: Node): Methods {
  return {
    practice_rehearse: ([bytes, at, questions]) => {
      const asked = questionsParam(questions);
      const { number } = stateParam(node, at);
      const start = node.next(node.block(number) as Block);
      try {
        const extrinsic = decodeExtrinsic(start.runtime, bytesParam(bytes, "the extrinsic"));
        const { refusal, changes, answers } = rehearse(
          start,
          extrinsic,
          MOCK_SIGNATURE,
          asked.map(
            ([name, data]) =>
              (ctx) =>
                callRuntime(ctx, name, data),
          ),
        );
        const refused = refusal && authorError(new RefusalError(refusal));
        return {
          refusal: refused ? { message: refused.message, data: refused.data ?? null } : null,
          changes: changes.map(([key, before, after]) => [`0x${key}`, hexOrNull(before), hexOrNull(after)]),
          answers,
        };
      } catch (error) {
        throw authorError(error) ?? error;
      }
    },
  };
}
