import { defineConstant, definePallet, storageValue } from "../describe/index.ts";
import { boundedVec, fixedBytes, named, newtype, u64 } from "../scale/index.ts";

const Public = newtype("sp_consensus_aura::sr25519::app_sr25519::Public", named(fixedBytes(32), "sr25519::Public"));

export const Authorities = storageValue("Aura", "Authorities", boundedVec(Public), []);
export const CurrentSlot = storageValue("Aura", "CurrentSlot", newtype("sp_consensus_slots::Slot", u64), 0n);

/**
 * Whose turn it is. The slot length is the live chain's, since clients derive an era's length from it
 * (32 blocks); practice blocks come faster.
 */
export const SLOT_DURATION_MS = 12_000n;

export const auraPallet = definePallet({
  name: "Aura",
  index: 3,
  crate: "pallet_aura",
  storage: [Authorities, CurrentSlot],
  constants: { SlotDuration: defineConstant(u64, SLOT_DURATION_MS) },
});
