import { feePayer } from "#src/proxies/fee-payer.ts";
import { filterAt424, mayProxy } from "#src/proxies/type-filter.ts";
import type { AccountId, CallContext, CallValue, MultiAddress, Reads } from "../../describe/index.ts";
import type { ValueOf } from "../../scale/type.ts";
import { lookup } from "../balances/index.ts";
import { type Definition, LastCallResult, Proxies, proxyErrors, proxyEvents, RealPaysFee } from "./storage.ts";

type AddressValue = ValueOf<typeof MultiAddress>;

/** The first proxy of `real` that `delegate` is, of the wanted type where one is wanted. Throws NotProxy. */
export function findProxy(ctx: Reads, real: AccountId, delegate: AccountId, wanted: string | undefined): Definition {
  const [list] = Proxies.get(ctx, real);
  const found = list.find(
    (one) => one.delegate === delegate && (wanted ?? one.proxy_type.type) === one.proxy_type.type,
  );
  if (!found) throw proxyErrors.NotProxy();
  return found;
}

/** Runs a call as `real`, as far as the proxy's type lets it. What becomes of it is told in an event and never fails the caller. */
export function actFor(ctx: CallContext, { proxy_type }: Definition, real: AccountId, call: CallValue): void {
  const filter = filterAt424(proxy_type.type);
  const outcome = ctx.dispatchAs(call, real, (one) => mayProxy(proxy_type.type, filter, one));
  const told = outcome.ok ? ({ ok: true, value: null } as const) : ({ ok: false, error: outcome.error } as const);
  LastCallResult.put(ctx, real, told);
  ctx.emit(proxyEvents.ProxyExecuted({ result: told }));
}

const BATCHES: ReadonlySet<string> = new Set(["batch", "batch_all", "force_batch"]);

/** Who pays for a signed call: the signer, or an account acted for that agreed to (facts: chain 5.3). */
export const payerOf = (ctx: Reads, call: CallValue, signer: AccountId): AccountId =>
  feePayer(call, signer, {
    proxied({ pallet, name, args }) {
      if (pallet !== "Proxy" || name !== "proxy") return null;
      const address = args.real as AddressValue;
      return address.type === "Id" ? { real: lookup(address), inner: args.call as CallValue } : null;
    },
    batched: ({ pallet, name, args }) =>
      pallet === "Utility" && BATCHES.has(name) ? (args.calls as readonly CallValue[]) : null,
    realPays: (real, delegate) => RealPaysFee.has(ctx, real as AccountId, delegate as AccountId),
  }) as AccountId;
