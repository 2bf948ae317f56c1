import { expect, it } from "vitest";
import { publishedAt } from "#src/axon/endpoint-text.ts";

it.each([
  ["8.8.8.8", 9_001, "8.8.8.8:9001"],
  ["2a01:4f8::5", 9_001, "[2a01:4f8::5]:9001"],
  // A reset is a record of address 0 with a port, since the chain takes no port 0.
  ["0.0.0.0", 1, null],
  ["::", 1, null],
  ["8.8.8.8", 0, null],
])("a neuron at %s port %i is published at %s", (ip, port, shown) => {
  expect(publishedAt(ip, port)).toBe(shown);
});
