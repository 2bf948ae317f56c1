import { formatTao } from "../amount/format-amount.ts";
import type { Hyperparameter } from "../contract/subnets.ts";
import { count } from "../words/count.ts";

const U16_ONE = 65_535;
const U64_ONE = 2 ** 64;

const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;

/** A hyperparameter's value with its unit. Shares are no amounts, so doubles do. */
export function hyperparameterText({ value, unit }: Pick<Hyperparameter, "value" | "unit">): string {
  switch (unit) {
    case "blocks":
      return `${count(Number(value))} blocks`;
    case "epochs":
      return value === "1" ? "1 epoch" : `${value} epochs`;
    case "rao":
      return formatTao(BigInt(value));
    case "share16":
      return percent(Number(value) / U16_ONE);
    case "share64":
      return percent(Number(value) / U64_ONE);
    case "thousandths":
      return String(Number(value) / 1_000);
    case "switch":
      return value === "true" ? "yes" : "no";
    default:
      return value;
  }
}
