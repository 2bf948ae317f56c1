import { ActionIcon } from "@mantine/core";
import { IconStar, IconStarFilled } from "@tabler/icons-react";
import { useAction } from "#renderer/lib/use-call.ts";
import type { SubnetView } from "#src/contract/subnets.ts";

/** Marks a subnet, or takes the mark away; the list comes back with the change. */
export function FavouriteStar({ subnet }: { subnet: SubnetView }) {
  const mark = useAction("subnets.setFavourite");
  return (
    <ActionIcon
      size="sm"
      variant="subtle"
      loading={mark.busy}
      aria-label={`${subnet.favourite ? "Unmark" : "Mark"} ${subnet.name}`}
      aria-pressed={subnet.favourite}
      title={mark.error?.message}
      onClick={(event) => {
        event.stopPropagation();
        void mark.run({ netuid: subnet.netuid, favourite: !subnet.favourite });
      }}
    >
      {subnet.favourite ? <IconStarFilled size={14} /> : <IconStar size={14} />}
    </ActionIcon>
  );
}
