import { Loader, NativeSelect, TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { useQuery } from "#renderer/lib/use-call.ts";
import { useChosenWallet } from "#renderer/stores/use-wallet.ts";
import type { CallForm } from "#src/contract/fees.ts";
import { ArgumentField } from "./ArgumentField.tsx";
import classes from "./FeesPage.module.css";
import { PriceCard } from "./PriceCard.tsx";

export interface ChosenCall {
  readonly pallet: string;
  readonly call: string;
}

/** A key typed in a field is priced once the typing rests. */
const REST_MS = 250;

function useRested<T>(value: T): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), REST_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}

const samples = (form: CallForm): Record<string, unknown> =>
  Object.fromEntries(form.arguments.map(({ name, sample }) => [name, sample]));

/** The form of one call and, below, its price for what is in the form. */
function PricedForm({ form, tick }: { form: CallForm; tick: unknown }) {
  const wallet = useChosenWallet();
  const [args, setArgs] = useState(() => samples(form));
  const [signer, setSigner] = useState("");
  const { pallet, call } = form;
  const wanted = useRested(
    JSON.stringify({ pallet, call, args, ...(signer.trim() === "" ? {} : { signer: signer.trim() }) }),
  );
  const price = useQuery("fees.price", JSON.parse(wanted), tick);
  const field = price.error?.field ?? "";
  const errorOf = (name: string): string | undefined =>
    field === `args.${name}` || field.startsWith(`args.${name}.`) || field.startsWith(`args.${name}[`)
      ? price.error?.message
      : undefined;
  const shownByField = form.arguments.some(({ name }) => errorOf(name)) || field === "signer";
  return (
    <>
      {form.docs ? <p className={classes.docs}>{form.docs.split("\n\n")[0]}</p> : null}
      <div className={classes.form}>
        {form.arguments.length === 0 ? <p className="dim">This call takes no arguments.</p> : null}
        {form.arguments.map((argument) => (
          <ArgumentField
            key={argument.name}
            name={argument.name}
            type={argument.type}
            shape={argument.shape}
            value={args[argument.name]}
            error={errorOf(argument.name)}
            sample={{ address: wallet?.address ?? "", call: { call: "System.remark", args: { remark: "0x00" } } }}
            onChange={(value) => setArgs((before) => ({ ...before, [argument.name]: value }))}
          />
        ))}
        <TextInput
          label="Signer"
          description="Who would sign and pay; nobody signs here"
          placeholder={wallet?.address ?? "an address"}
          value={signer}
          spellCheck={false}
          error={field === "signer" ? price.error?.message : undefined}
          onChange={(event) => setSigner(event.currentTarget.value)}
        />
      </div>
      {price.error && !shownByField ? (
        <ErrorPanel error={price.error} title="The call could not be priced" onRetry={price.reload} />
      ) : null}
      {price.value ? <PriceCard price={price.value} /> : null}
      {!price.value && !price.error ? <Loader size="sm" aria-label="Pricing the call" /> : null}
    </>
  );
}

/** Any call of the connected chain: choose, fill in, see what it costs. */
export function CallExplorer(props: {
  title: string;
  chosen: ChosenCall;
  onChoose: (chosen: ChosenCall) => void;
  /** Changes when it should be priced again. */
  tick: unknown;
}) {
  const { chosen, onChoose } = props;
  const known = useQuery("fees.calls", {});
  const form = useQuery("fees.form", chosen.call === "" ? null : { ...chosen });
  const calls = known.value?.find(({ pallet }) => pallet === chosen.pallet)?.calls ?? [];
  return (
    <Panel title={props.title}>
      <div className={classes.explorer}>
        {known.error ? <ErrorPanel error={known.error} title="Calls could not be read" onRetry={known.reload} /> : null}
        <div className={classes.choice}>
          <NativeSelect
            label="Pallet"
            value={chosen.pallet}
            data={known.value?.map(({ pallet }) => pallet) ?? [chosen.pallet]}
            onChange={(event) => {
              const pallet = event.currentTarget.value;
              const first = known.value?.find((one) => one.pallet === pallet)?.calls[0] ?? "";
              onChoose({ pallet, call: first });
            }}
          />
          <NativeSelect
            label="Call"
            value={chosen.call}
            data={calls.length > 0 ? calls : [chosen.call]}
            onChange={(event) => onChoose({ pallet: chosen.pallet, call: event.currentTarget.value })}
          />
        </div>
        {form.error ? <ErrorPanel error={form.error} title="This call cannot be shown" onRetry={form.reload} /> : null}
        {form.value ? (
          <PricedForm key={`${form.value.pallet}.${form.value.call}`} form={form.value} tick={props.tick} />
        ) : null}
      </div>
    </Panel>
  );
}
