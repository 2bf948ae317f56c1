import type { Fees } from "#main/fees/fees.ts";
import type { Handlers } from "./types.ts";

/** What transactions cost here. */
export const feesHandlers = ({ fees }: { readonly fees: Fees }): Handlers<"fees"> => ({
  calls: () => fees.calls(),
  form: ({ pallet, call }) => fees.form(pallet, call),
  price: ({ pallet, call, args, signer }) => fees.price({ pallet, call, args }, signer),
  list: ({ fresh }) => fees.list(fresh),
  deposits: () => fees.deposits(),
});
