/** How to look into a call, whatever form it has. */
export interface CallLook<C> {
  /** The account acted for and the call inside, where it is `Proxy.proxy`. */
  proxied(call: C): { readonly real: string; readonly inner: C } | null;
  /** The calls of a batch of any kind, else null. */
  batched(call: C): readonly C[] | null;
  /** Whether `real` agreed to pay the fees of `delegate`. */
  realPays(real: string, delegate: string): boolean;
}

/**
 * Who pays the fee of a signed call (chain facts 5.3). The signer does, unless the account acted for agreed to. That is
 * followed through at most two levels: a proxy call inside, or a batch that holds only proxy calls for one account.
 */
export function feePayer<C>(call: C, signer: string, look: CallLook<C>): string {
  const outer = look.proxied(call);
  if (!outer || !look.realPays(outer.real, signer)) return signer;
  const nested = look.proxied(outer.inner);
  if (nested && look.realPays(nested.real, outer.real)) return nested.real;
  const batch = look.batched(outer.inner);
  const reals = new Set(batch?.map((one) => look.proxied(one)?.real ?? null));
  const [common] = reals;
  return common && reals.size === 1 && look.realPays(common, outer.real) ? common : outer.real;
}
