import { expect, it } from "vitest";
import { IDENTITY_FIELDS, IDENTITY_LIMITS, tooLongField, utf8Bytes } from "#src/identity/identity-fields.ts";

const none = { name: 0, url: 0, githubRepo: 0, image: 0, discord: 0, description: 0, additional: 0 };

it("counts bytes, not characters", () => {
  expect([utf8Bytes("abc"), utf8Bytes("ü"), utf8Bytes("τ"), utf8Bytes("🦊"), utf8Bytes("")]).toEqual([3, 2, 2, 4, 0]);
});

it.each(IDENTITY_FIELDS)("%s may be as long as its limit and no byte longer", (field) => {
  expect(tooLongField({ ...none, [field]: IDENTITY_LIMITS[field] })).toBeNull();
  expect(tooLongField({ ...none, [field]: IDENTITY_LIMITS[field] + 1 })).toBe(field);
});
