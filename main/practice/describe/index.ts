/**
 * The description language of the practice network. One table, five readers: metadata, decoding, fees, execution, types.
 *
 * A pallet is data. Storage items are module-level constants with typed access; calls carry their implementation;
 * events and errors are made by name.
 *
 * ```ts
 * const Burn = storageMap("SubtensorModule", "Burn", [identity(NetUid)], TaoBalance, 100_000_000n);
 * const errors = defineErrors("SubtensorModule", { SubnetNotExists: "The subnet does not exist." });
 * const events = defineEvents("SubtensorModule", { BurnSet: [36, [NetUid, TaoBalance]] });
 *
 * export const subtensorModule = definePallet({
 *   name: "SubtensorModule", index: 7, crate: "pallet_subtensor",
 *   storage: [Burn], events, errors,
 *   constants: { InitialBurn: defineConstant(TaoBalance, 100_000_000n) },
 *   calls: {
 *     set_burn: defineCall(200, { netuid: NetUid, burn: TaoBalance }, { weight: 10_000_000n }, (ctx, { netuid, burn }) => {
 *       const who = ctx.signer();                       // throws BadOrigin
 *       if (!NetworksAdded.get(ctx, netuid)) throw errors.SubnetNotExists();
 *       currency.withdraw(ctx, who, 5n, "keepAlive");   // throws Token errors
 *       Burn.put(ctx, netuid, burn);
 *       ctx.emit(events.BurnSet([netuid, burn]));
 *     }),
 *   },
 *   hooks: { onInitialize: (ctx) => {} },
 * });
 * ```
 */
export * from "./api.ts";
export * from "./call-guard.ts";
export * from "./context.ts";
export * from "./events.ts";
export * from "./fault.ts";
export * from "./fixed-types.ts";
export { blake2, identity, type KeyPart, twox64 } from "./hashers.ts";
export * from "./pallet.ts";
export * from "./runtime.ts";
export * from "./state-access.ts";
export * from "./storage.ts";
export * from "./substrate-types.ts";
