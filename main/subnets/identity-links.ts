import type { Struct } from "@polkadot/types";
import type { Codec } from "@polkadot/types/types";
import type { SubnetView } from "#src/contract/subnets.ts";

const LONGEST = 256;
const FIELDS = {
  website: "subnetUrl",
  github: "githubRepo",
  discord: "discord",
  contact: "subnetContact",
  description: "description",
} as const;

/**
 * What a subnet's owner says about it. Anybody can write there, so it is text to read and copy and never a link to follow; control
 * characters and what is too long are cut.
 */
export function linksOf(identity: Struct | null): SubnetView["links"] {
  const text = (field: string): string | null => {
    const given = (identity?.get(field) as (Codec & { toUtf8?: () => string }) | undefined)?.toUtf8?.() ?? "";
    return (
      given
        .replace(/[\p{Cc}\p{Cf}]/gu, " ")
        .trim()
        .slice(0, LONGEST) || null
    );
  };
  return Object.fromEntries(Object.entries(FIELDS).map(([name, field]) => [name, text(field)])) as SubnetView["links"];
}
