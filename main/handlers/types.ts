import type { Area, Output, ParsedInput, ProcedureName } from "#src/contract/index.ts";
import type { PlanView } from "#src/contract/transactions.ts";

export type Front = "desktop" | "browser" | "terminal" | "test";

/** What the person said to a plan. */
export type Decision = { readonly approved: true; readonly password?: string } | { readonly approved: false };

/** Who calls, and how a signature is confirmed on that front. */
export interface CallContext {
  readonly front: Front;
  /**
   * Asks the person about a decoded plan. The desktop shows main's own window. Browser host and terminal have
   * shown the plan themselves and pass on the password that came with the call.
   */
  confirm(plan: PlanView, given: { readonly password?: string }): Promise<Decision>;
}

type Verb<A extends Area, N> = N extends `${A}.${infer V}` ? V : never;

/** The handlers of one area: every procedure of the contract, no more and no less. */
export type Handlers<A extends Area> = {
  readonly [V in Verb<A, ProcedureName>]: (
    input: ParsedInput<`${A}.${V}` & ProcedureName>,
    context: CallContext,
  ) => Promise<Output<`${A}.${V}` & ProcedureName>> | Output<`${A}.${V}` & ProcedureName>;
};

/** All handlers, by area. */
export type AllHandlers = { readonly [A in Area]: Handlers<A> };
