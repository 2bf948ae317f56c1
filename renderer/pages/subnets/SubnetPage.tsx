/*
 * Subnet. Accessible names: region "Overview", link "Register here", tabs "Metagraph", "Hyperparameters", "Price impact" and
 * "Registration price"; table "Metagraph", field "Filter Metagraph",
 * link "All subnets".
 */
import { Button, Loader, Tabs } from "@mantine/core";
import { Address } from "#renderer/components/Address.tsx";
import { Amount } from "#renderer/components/Amount.tsx";
import { Bill, BillLine } from "#renderer/components/Bill.tsx";
import { CopyButton } from "#renderer/components/CopyButton.tsx";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { count, percent } from "#renderer/lib/format.ts";
import { blockAge } from "#renderer/lib/network-age.ts";
import { href } from "#renderer/lib/route.ts";
import { useNow } from "#renderer/lib/use-now.ts";
import { useMirror } from "#renderer/stores/use-stores.tsx";
import { HyperparametersTable } from "./HyperparametersTable.tsx";
import { ImpactPanel } from "./ImpactPanel.tsx";
import { MetagraphTable } from "./MetagraphTable.tsx";
import { RegistrationPanel } from "./RegistrationPanel.tsx";
import classes from "./SubnetPage.module.css";

/** One subnet: its figures and its metagraph. */
export function SubnetPage({ netuid }: { netuid: number }) {
  const { value, error, reload } = useMirror("subnets");
  const { stale } = blockAge(useMirror("network").value, useNow());
  const subnet = value?.find((known) => known.netuid === netuid);
  const all = <a href={href("subnets")}>All subnets</a>;
  if (!subnet) {
    if (error) return <ErrorPanel error={error} title="Subnets could not be read" onRetry={() => void reload()} />;
    return value ? (
      <Panel>
        <EmptyState title={`There is no subnet ${netuid}`} text="This network does not have it." action={all} />
      </Panel>
    ) : (
      <Loader aria-label="Loading the subnet" />
    );
  }
  const facts: [string, React.ReactNode][] = [
    ["Price", <Amount key="price" rao={subnet.priceRaoPerAlpha} unit="τ/α" stale={stale} />],
    ["τ in pool", <Amount key="tao" rao={subnet.taoInRao} stale={stale} />],
    ["α in pool", <Amount key="alpha" rao={subnet.alphaInRao} unit={subnet.symbol} stale={stale} />],
    ["Registration", subnet.burnRao === null ? "–" : <Amount key="burn" rao={subnet.burnRao} stale={stale} />],
    ["UIDs", subnet.neurons === null ? "–" : `${count(subnet.neurons)} of ${count(subnet.maxNeurons ?? 0)}`],
    ["Immunity", subnet.immunityBlocks === null ? "–" : `${count(subnet.immunityBlocks)} blocks`],
    ["Tempo", `${count(subnet.tempo)} blocks`],
    ["1 tempo", subnet.priceChange === null ? "–" : percent(subnet.priceChange, 2)],
    ["Emission share", subnet.emissionShare === null ? "–" : percent(subnet.emissionShare, 2)],
    ["Registrations a day (seen)", subnet.registrationsPerDay === null ? "–" : String(subnet.registrationsPerDay)],
    ["Owner", <Address key="owner" address={subnet.ownerColdkey} />],
  ];
  const told = Object.entries(subnet.links).flatMap(([name, text]) => (text === null ? [] : [[name, text] as const]));
  return (
    <div className={classes.page}>
      <Panel
        label="Overview"
        title={
          <span>
            {subnet.name} <span className="dim">{subnet.symbol}</span>
          </span>
        }
        side={
          <>
            <span className="dim">{`read at block ${count(subnet.atBlock)}`}</span>
            {all}
            {subnet.registrationAllowed === false || netuid === 0 ? (
              <span className="dim">registration closed</span>
            ) : (
              <Button component="a" size="xs" href={`${href("register")}?netuid=${netuid}`}>
                Register here
              </Button>
            )}
          </>
        }
      >
        <dl className={classes.facts}>
          {facts.map(([name, shown]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{shown}</dd>
            </div>
          ))}
        </dl>
        {told.length > 0 ? (
          <Bill label="As its owner says">
            {told.map(([name, text]) => (
              <BillLine key={name} name={name}>
                {text} <CopyButton text={text} label={`Copy ${name}`} />
              </BillLine>
            ))}
          </Bill>
        ) : null}
      </Panel>
      <Tabs defaultValue="metagraph" keepMounted={false}>
        <Tabs.List mb="sm">
          <Tabs.Tab value="metagraph">Metagraph</Tabs.Tab>
          <Tabs.Tab value="rules">Hyperparameters</Tabs.Tab>
          <Tabs.Tab value="impact">Price impact</Tabs.Tab>
          {netuid === 0 ? null : <Tabs.Tab value="registration">Registration price</Tabs.Tab>}
        </Tabs.List>
        <Tabs.Panel value="metagraph">
          <MetagraphTable netuid={netuid} symbol={subnet.symbol} block={subnet.atBlock} tempo={subnet.tempo} />
        </Tabs.Panel>
        <Tabs.Panel value="rules">
          <HyperparametersTable netuid={netuid} />
        </Tabs.Panel>
        <Tabs.Panel value="impact">
          <ImpactPanel netuid={netuid} symbol={subnet.symbol} block={subnet.atBlock} />
        </Tabs.Panel>
        <Tabs.Panel value="registration">
          <RegistrationPanel netuid={netuid} block={subnet.atBlock} />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}
