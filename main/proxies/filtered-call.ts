import type { ApiPromise } from "@polkadot/api";
import type { Call } from "@polkadot/types/interfaces";
import type { Codec } from "@polkadot/types/types";
import { callName } from "#main/chain/call-name.ts";
import { innerCalls } from "#main/transactions/inner-calls.ts";
import type { FilteredCall } from "#src/proxies/proxy-types.ts";

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** A call as proxy filters look at it: the chain's names, figures as decimal text, calls inside as calls. */
export function filteredCall(api: ApiPromise, call: Call): FilteredCall {
  const [pallet = "", name = ""] = callName(api, call).split(".");
  const args = Object.fromEntries(
    call.meta.args.map((argument, at) => {
      const value = call.args[at] as Codec;
      return [
        snake(argument.name.toString()),
        "callIndex" in value ? filteredCall(api, value as unknown as Call) : value.toString(),
      ];
    }),
  );
  return { pallet, name, args };
}

/** A call and, of a batch, those inside: all of them have to pass, since a batch does not change who acts. */
export function actedCalls(api: ApiPromise, call: Call): FilteredCall[] {
  const own = filteredCall(api, call);
  return own.pallet === "Utility" ? [own, ...innerCalls(call).flatMap((inner) => actedCalls(api, inner))] : [own];
}
