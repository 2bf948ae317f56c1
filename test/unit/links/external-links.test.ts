import { expect, it } from "vitest";
import { linkIdOf, linkUrl } from "#src/links/external-links.ts";

it("knows its own links and nothing near them", () => {
  const own = linkUrl("bittensorDocs");
  expect(linkIdOf(own)).toBe("bittensorDocs");
  for (const other of [
    "",
    "file:///etc/passwd",
    "javascript:alert(1)",
    `${own}x`,
    own.replace("https", "http"),
    "toString",
  ]) {
    expect(linkIdOf(other)).toBeNull();
  }
});
