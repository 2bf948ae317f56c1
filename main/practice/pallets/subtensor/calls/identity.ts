import { tooLongField } from "#src/identity/identity-fields.ts";
import { defineCall } from "../../../describe/index.ts";
import { bytes } from "../../../scale/index.ts";
import { subtensorErrors as errors } from "../errors.ts";
import { subtensorEvents as events } from "../events.ts";
import { IdentitiesV2, IsNetworkMember, OwnedHotkeys } from "../storage/index.ts";
import { refTime } from "../weights.ts";

export const identityCalls = {
  set_identity: defineCall(
    68,
    {
      name: bytes,
      url: bytes,
      github_repo: bytes,
      image: bytes,
      discord: bytes,
      description: bytes,
      additional: bytes,
    },
    { weight: refTime("set_identity"), docs: "Tells who stands behind a coldkey." },
    (ctx, identity) => {
      const coldkey = ctx.signer();
      const registered = OwnedHotkeys.get(ctx, coldkey).some((hotkey) =>
        [...IsNetworkMember.entries(ctx, hotkey)].some(([, member]) => member),
      );
      if (!registered) throw errors.HotKeyNotRegisteredInNetwork();
      const { github_repo, ...rest } = identity;
      const lengths = {
        githubRepo: github_repo.length,
        name: rest.name.length,
        url: rest.url.length,
        image: rest.image.length,
        discord: rest.discord.length,
        description: rest.description.length,
        additional: rest.additional.length,
      };
      if (tooLongField(lengths) !== null) throw errors.InvalidIdentity();
      IdentitiesV2.put(ctx, coldkey, identity);
      ctx.emit(events.ChainIdentitySet(coldkey));
    },
  ),
};
