import { z } from "zod";
import { procedure } from "./define.ts";
import { ss58, timeMs } from "./scalars.ts";

/** A labelled address. */
export const addressView = z.strictObject({
  address: ss58,
  label: z.string().min(1).max(64),
  note: z.string().max(512),
  updatedAtMs: timeMs,
});
export type AddressView = z.infer<typeof addressView>;

/** The address book. */
export const bookProcedures = {
  addresses: procedure("read", "The address book", z.strictObject({}), z.array(addressView)),
  saveAddress: procedure(
    "write",
    "Add or change an entry of the address book",
    z.strictObject({
      address: ss58,
      label: z
        .string()
        .min(1)
        .max(64)
        .regex(/^\P{Cc}+$/u, "no control characters"),
      note: z.string().max(512).default(""),
    }),
    z.array(addressView),
  ),
  removeAddress: procedure(
    "write",
    "Remove an entry of the address book",
    z.strictObject({ address: ss58 }),
    z.array(addressView),
  ),
} as const;
