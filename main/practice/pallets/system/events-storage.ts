import type { LateTypes } from "../../describe/runtime.ts";
import { storageValue } from "../../describe/storage.ts";
import { vec } from "../../scale/collections.ts";

/** The events of the block, whose type is known only when all pallets are. */
export const eventsStorage = ({ EventRecord }: LateTypes) => storageValue("System", "Events", vec(EventRecord), []);
