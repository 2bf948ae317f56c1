import type { EventRecord } from "@polkadot/types/interfaces";
import type { Codec } from "@polkadot/types/types";

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Accounts as addresses, numbers in decimal, the rest as the library writes it. */
function fieldText(value: Codec): string {
  const json = value.toJSON();
  if (json !== null && typeof json === "object") return JSON.stringify(json);
  return value.toString();
}

/** An event's name as the chain spells it: `SubtensorModule.StakeAdded`. */
export const eventName = ({ event }: EventRecord): string => `${capital(event.section)}.${event.method}`;

/** An event's fields as text, in their order. */
export const eventData = ({ event }: EventRecord): string[] =>
  [...event.data].map((value) => fieldText(value as unknown as Codec));
