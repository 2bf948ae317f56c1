import { expect, it } from "vitest";
import { hyperparameterText } from "#src/subnets/hyperparameter-text.ts";

it.each([
  ["blocks", "5000", "5,000 blocks"],
  ["epochs", "1", "1 epoch"],
  ["epochs", "3", "3 epochs"],
  ["rao", "500000", "0.0005 τ"],
  ["share16", "65535", "100.00 %"],
  ["share64", "9223372036854775808", "50.00 %"],
  ["thousandths", "50000", "50"],
  ["switch", "true", "yes"],
  ["switch", "false", "no"],
] as const)("names the unit %s of %s", (unit, value, text) => {
  expect(hyperparameterText({ unit, value })).toBe(text);
});
