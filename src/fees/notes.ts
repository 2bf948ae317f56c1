import { ALPHA_FALLBACK, REGISTERING, SWAPPING } from "./operations.ts";

/** What a person should know of a call's fee, beyond its figures (chain facts 5.1 to 5.5). */
export function feeNotes(
  name: string,
  fee: { readonly free: boolean },
  inner: readonly { readonly call: string; readonly pays: boolean }[],
): string[] {
  const notes: string[] = [];
  if (fee.free) notes.push("The node counts no fee for this call: it is declared free.");
  const [first] = inner;
  if (name.startsWith("Utility.") && inner.length > 0) {
    const paying = inner.filter(({ pays }) => pays).length;
    notes.push(
      paying === 0
        ? "The batch is free because every call inside is free."
        : `The batch pays because ${paying} of ${inner.length} calls inside pay; a free call inside is then charged by its weight and length too.`,
    );
  }
  if (name === "Proxy.proxy" && first) {
    notes.push(
      first.pays
        ? "A proxy call pays because the call inside pays. The signer pays, unless the real account agreed to."
        : "A proxy call takes over that the call inside is free.",
    );
  }
  if (name === "Proxy.proxy_announced") notes.push("An announced proxy call always pays, whatever is inside.");
  const all = [name, ...inner.map(({ call }) => call)];
  if (all.some((one) => SWAPPING.has(one))) {
    notes.push("The pool's swap fee comes on top. It is taken from what is swapped, for each call by itself.");
  }
  if (all.some((one) => REGISTERING.has(one))) {
    notes.push("The registration price comes on top. The pool's swap fee is taken out of it, not added to it.");
  }
  if (ALPHA_FALLBACK.has(name)) {
    notes.push(
      "Where free TAO does not cover the fee, the runtime takes it in alpha from the position that is named, at the pool's price and without a swap fee; a rest too small to keep goes with it.",
    );
  } else if (inner.some(({ call }) => ALPHA_FALLBACK.has(call))) {
    notes.push("Inside a batch or a proxy call the fee cannot be taken in alpha; free TAO must cover it.");
  }
  if (!fee.free) notes.push("The fee is taken before the call runs, and stays paid when the call fails.");
  return notes;
}
