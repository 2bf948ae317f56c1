import { Bill, BillLine } from "#renderer/components/Bill.tsx";
import { CopyButton } from "#renderer/components/CopyButton.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { clockTime } from "#renderer/lib/format.ts";
import { useSession } from "#renderer/stores/use-stores.tsx";

const FRONT_WORDS = {
  desktop: "its own window",
  browser: "the browser host on this machine",
  terminal: "the terminal",
  test: "a test",
} as const;

/** Version and where this profile lives. */
export function About() {
  const { info } = useSession();
  if (!info) return null;
  return (
    <Panel title="About">
      <Bill>
        <BillLine name="Version">{info.version}</BillLine>
        <BillLine name="Shown in">{FRONT_WORDS[info.front]}</BillLine>
        <BillLine name="Profile">
          <code>{info.profileDir}</code> <CopyButton text={info.profileDir} label="Copy profile folder" />
        </BillLine>
        <BillLine name="System">{`${info.platform}, Node ${info.nodeVersion}`}</BillLine>
        <BillLine name="Running since">{clockTime(info.startedAtMs)}</BillLine>
      </Bill>
    </Panel>
  );
}
