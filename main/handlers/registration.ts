import type { Registration } from "#main/registration/registration.ts";
import type { ParsedInput } from "#src/contract/index.ts";
import type { Handlers } from "./types.ts";

type ManyItem = ParsedInput<"registration.prepareMany">["items"][number];
const inRao = ({ netuid, hotkeyName, ceilingRao }: ManyItem) => ({
  netuid,
  hotkeyName,
  ceilingRao: ceilingRao === undefined ? undefined : BigInt(ceilingRao),
});

export const registrationHandlers = (services: { readonly registration: Registration }): Handlers<"registration"> => ({
  price: ({ netuid }) => services.registration.price(netuid),
  quote: ({ netuid, coldkey, hotkey, ceilingRao }) =>
    services.registration.quote({
      netuid,
      coldkey,
      hotkey,
      ceilingRao: ceilingRao === undefined ? undefined : BigInt(ceilingRao),
    }),
  prepare: ({ netuid, walletId, hotkeyName, ceilingRao }) =>
    services.registration.prepare({
      netuid,
      walletId,
      hotkeyName,
      ...(ceilingRao === undefined ? {} : { ceilingRao: BigInt(ceilingRao) }),
    }),
  prepareMany: ({ walletId, items }) => services.registration.prepareMany(walletId, items.map(inRao)),
  checkMany: ({ walletId, items }) => services.registration.checkMany(walletId, items.map(inRao)),
  forecast: ({ netuid, targetRao }) => services.registration.forecast(netuid, BigInt(targetRao)),
  prepareOrder: ({ ceilingRao, ...wish }) =>
    services.registration.prepareOrder({ ...wish, ceilingRao: BigInt(ceilingRao) }),
  placeOrder: ({ planId, password }, context) => services.registration.orders.place(planId, password, context),
  orders: () => services.registration.orders.list(),
  cancelOrder: ({ orderId }) => services.registration.orders.cancel(orderId),
  lost: () => services.registration.lost(),
  status: ({ netuid, hotkey }) => services.registration.status(netuid, hotkey),
  mine: () => services.registration.mine(),
});
