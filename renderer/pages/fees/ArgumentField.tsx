import { ActionIcon, Button, Checkbox, JsonInput, NativeSelect, Switch, TextInput } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useOwnNames } from "#renderer/stores/use-wallet.ts";
import { shortAddress } from "#src/address/short-address.ts";
import type { ArgumentShape } from "#src/contract/fees.ts";
import { sampleValue } from "#src/fees/sample-arguments.ts";
import classes from "./FeesPage.module.css";

export interface ArgumentFieldProps {
  readonly name: string;
  readonly type?: string;
  readonly shape: ArgumentShape;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  readonly error?: string | undefined;
  /** What new list items and cases start with. */
  readonly sample: { readonly address: string; readonly call: unknown };
}

const asObject = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
const asText = (value: unknown): string => (typeof value === "string" || typeof value === "number" ? `${value}` : "");

/** Any value whose type has no field of its own, as JSON. */
function JsonField({ name, type, value, onChange, error }: ArgumentFieldProps) {
  return (
    <JsonInput
      label={name}
      description={type}
      autosize
      minRows={2}
      maxRows={10}
      formatOnBlur
      defaultValue={JSON.stringify(value ?? null, null, 1)}
      error={error}
      onChange={(text) => {
        try {
          onChange(JSON.parse(text));
        } catch {
          // Half-typed JSON keeps the last whole value.
        }
      }}
    />
  );
}

function AccountField({ name, type, value, onChange, error }: ArgumentFieldProps) {
  const own = useOwnNames();
  const listId = `own-${name}`;
  return (
    <>
      <TextInput
        label={name}
        description={type}
        value={asText(value)}
        error={error}
        list={listId}
        spellCheck={false}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <datalist id={listId}>
        {[...own].map(([address, label]) => (
          <option key={address} value={address}>{`${label} ${shortAddress(address)}`}</option>
        ))}
      </datalist>
    </>
  );
}

function ListField(props: ArgumentFieldProps & { shape: ArgumentShape & { kind: "list" } }) {
  const { name, shape, value, onChange, sample } = props;
  const items = Array.isArray(value) ? value : [];
  const put = (index: number, one: unknown) => onChange(items.map((former, at) => (at === index ? one : former)));
  return (
    <fieldset className={classes.nested}>
      <legend>{name}</legend>
      {items.map((item, index) => (
        // Items have no identity but their place.
        // biome-ignore lint/suspicious/noArrayIndexKey: see the line above
        <div key={index} className={classes.item}>
          <ArgumentField
            name={`${name} ${index + 1}`}
            shape={shape.of}
            value={item}
            sample={sample}
            onChange={(one) => put(index, one)}
          />
          {shape.length === null ? (
            <ActionIcon
              variant="subtle"
              aria-label={`Remove ${name} ${index + 1}`}
              onClick={() => onChange(items.filter((_, at) => at !== index))}
            >
              <IconTrash size={15} />
            </ActionIcon>
          ) : null}
        </div>
      ))}
      {shape.length === null ? (
        <Button
          size="compact-xs"
          variant="default"
          onClick={() => onChange([...items, sampleValue(shape.of, name, sample)])}
        >
          {`Add to ${name}`}
        </Button>
      ) : null}
    </fieldset>
  );
}

function ChoiceField(props: ArgumentFieldProps & { shape: ArgumentShape & { kind: "choice" } }) {
  const { name, type, shape, value, onChange, error, sample } = props;
  const chosen = typeof value === "string" ? value : (Object.keys(asObject(value))[0] ?? "");
  const inner = shape.cases.find((one) => one.name === chosen)?.shape ?? null;
  return (
    <>
      <NativeSelect
        label={name}
        description={type}
        error={error}
        value={chosen}
        data={shape.cases.map((one) => one.name)}
        onChange={(event) => {
          const next = shape.cases.find((one) => one.name === event.currentTarget.value);
          if (!next) return;
          onChange(next.shape === null ? next.name : { [next.name]: sampleValue(next.shape, next.name, sample) });
        }}
      />
      {inner ? (
        <ArgumentField
          name={chosen}
          shape={inner}
          value={asObject(value)[chosen]}
          sample={sample}
          onChange={(one) => onChange({ [chosen]: one })}
        />
      ) : null}
    </>
  );
}

/** One argument of a call, as its type asks for it. */
export function ArgumentField(props: ArgumentFieldProps) {
  const { name, type, shape, value, onChange, error, sample } = props;
  switch (shape.kind) {
    case "bool":
      return (
        <Switch label={name} checked={value === true} onChange={(event) => onChange(event.currentTarget.checked)} />
      );
    case "account":
      return <AccountField {...props} />;
    case "integer":
    case "bytes":
      return (
        <TextInput
          label={name}
          description={type}
          value={asText(value)}
          error={error}
          spellCheck={false}
          inputMode={shape.kind === "integer" ? "numeric" : "text"}
          onChange={(event) => onChange(event.currentTarget.value.trim())}
        />
      );
    case "option":
      return (
        <>
          <Checkbox
            label={`Give ${name}`}
            checked={value !== null && value !== undefined}
            onChange={(event) => onChange(event.currentTarget.checked ? sampleValue(shape.of, name, sample) : null)}
          />
          {value === null || value === undefined ? null : <ArgumentField {...props} shape={shape.of} />}
        </>
      );
    case "list":
      return <ListField {...props} shape={shape} />;
    case "choice":
      return <ChoiceField {...props} shape={shape} />;
    case "fields":
      return (
        <fieldset className={classes.nested}>
          <legend>{name}</legend>
          {shape.fields.map((field) => (
            <ArgumentField
              key={field.name}
              name={field.name}
              shape={field.shape}
              value={asObject(value)[field.name]}
              sample={sample}
              onChange={(one) => onChange({ ...asObject(value), [field.name]: one })}
            />
          ))}
        </fieldset>
      );
    default:
      return <JsonField {...props} />;
  }
}
