import { AppError } from "#src/app-error.ts";
import type { FilteredCall } from "#src/proxies/proxy-types.ts";
import { proxyTypeWords } from "#src/proxies/proxy-types.ts";
import { mayProxy } from "#src/proxies/type-filter.ts";
import type { KnownType } from "./filters.ts";
import type { StoredProxy } from "./read-proxies.ts";

const WIDTHS = ["narrow", "wide", "everything", "none"] as const;
const widthOf = (type: string): number => WIDTHS.indexOf(proxyTypeWords(type).width);
const callText = ({ pallet, name }: FilteredCall): string => `${pallet}.${name}`;

/**
 * The right that a delegate uses for a call: of the wanted type, else the narrowest that allows it. `delayed` asks for one
 * that has to be announced; `either` takes the one that may run first. Errors: `PROXY_NOT_ONE`, `PROXY_TYPE_FORBIDS`, `PROXY_DELAYED`, `PROXY_NOT_DELAYED`.
 */
export function chooseProxy(
  held: readonly StoredProxy[],
  wish: { readonly delegate: string; readonly type: string | undefined; readonly delayed: boolean | "either" },
  calls: readonly FilteredCall[],
  types: readonly KnownType[],
): StoredProxy {
  const own = held.filter(
    ({ delegate, type }) => delegate === wish.delegate && (wish.type === undefined || type === wish.type),
  );
  if (own.length === 0) {
    throw new AppError(
      "PROXY_NOT_ONE",
      `${wish.delegate} is no ${wish.type === undefined ? "" : `${wish.type} `}proxy of this account.`,
      { hint: "Choose a delegate from the account's list of proxies.", field: "delegateWalletId" },
    );
  }
  const allowing = own.filter(({ type }) => {
    const filter = types.find(({ name }) => name === type)?.filter;
    return filter !== undefined && calls.every((call) => mayProxy(type, filter, call));
  });
  if (allowing.length === 0) {
    const named = [...new Set(own.map(({ type }) => type))].join(", ");
    throw new AppError(
      "PROXY_TYPE_FORBIDS",
      `A proxy of type ${named} may not make the call ${calls.map(callText).join(", ")}.`,
      {
        hint: `Nothing was sent. ${own.map(({ type }) => proxyTypeWords(type).may)[0] ?? ""} Add a proxy whose type allows this call, or sign it with the account's own key.`,
        field: "type",
        details: { types: named },
      },
    );
  }
  const either = wish.delayed === "either";
  const fitting = allowing.filter(({ delayBlocks }) => either || delayBlocks > 0 === wish.delayed);
  const sooner = (a: StoredProxy, b: StoredProxy): number => a.delayBlocks - b.delayBlocks;
  const narrower = (a: StoredProxy, b: StoredProxy): number => widthOf(a.type) - widthOf(b.type);
  const [best] = fitting.sort((a, b) => (either ? sooner(a, b) || narrower(a, b) : narrower(a, b) || sooner(a, b)));
  if (best) return best;
  throw wish.delayed
    ? new AppError("PROXY_NOT_DELAYED", "This proxy acts at once; nothing has to be announced.", {
        hint: "Send the call through the proxy.",
        field: "delegateWalletId",
      })
    : new AppError(
        "PROXY_DELAYED",
        `This proxy has to announce a call ${allowing[0]?.delayBlocks} blocks before it runs.`,
        {
          hint: "Announce it, and run it when the delay is over.",
          field: "delegateWalletId",
          details: { delayBlocks: allowing[0]?.delayBlocks ?? 0 },
        },
      );
}
