/*
 * Address book. Accessible names:
 * table "Addresses" (a row opens its entry); region "Add an address" or "Change NAME": "Address", "Name", "Note",
 * buttons "Save", "Remove", "New entry".
 */
import { Button, Loader, Textarea, TextInput } from "@mantine/core";
import { useMemo, useState } from "react";
import { Address } from "#renderer/components/Address.tsx";
import { type DataColumn, DataTable } from "#renderer/components/DataTable.tsx";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { clockTime } from "#renderer/lib/format.ts";
import { useAction, useQuery } from "#renderer/lib/use-call.ts";
import type { AddressView } from "#src/contract/wallet-book.ts";
import classes from "./AddressesPage.module.css";

const NEW = { address: "", label: "", note: "" };

/** Labelled addresses of others. */
export function AddressesPage() {
  const book = useQuery("wallet.addresses", {});
  const save = useAction("wallet.saveAddress");
  const remove = useAction("wallet.removeAddress");
  const [changing, setChanging] = useState<AddressView | null>(null);
  const [draft, setDraft] = useState(NEW);
  const columns = useMemo<DataColumn<AddressView>[]>(
    () => [
      { id: "label", header: "Name", value: (row) => row.label },
      {
        id: "address",
        header: "Address",
        value: (row) => row.address,
        cell: (row) => <Address address={row.address} />,
      },
      { id: "note", header: "Note", value: (row) => row.note, cell: (row) => <span title={row.note}>{row.note}</span> },
      {
        id: "updated",
        header: "Changed",
        value: (row) => row.updatedAtMs,
        cell: (row) => clockTime(row.updatedAtMs).slice(0, 10),
      },
    ],
    [],
  );
  const edit = (entry: AddressView | null) => {
    save.clear();
    remove.clear();
    setChanging(entry);
    setDraft(entry ? { address: entry.address, label: entry.label, note: entry.note } : NEW);
  };
  const submit = async () => {
    const { address, label, note } = draft;
    const result = await save.run({ address: address.trim(), label: label.trim(), note });
    if (!result.ok) return;
    edit(null);
    book.reload();
  };
  const takeOut = async () => {
    if (!changing) return;
    const result = await remove.run({ address: changing.address });
    if (!result.ok) return;
    edit(null);
    book.reload();
  };
  const error = save.error ?? remove.error;
  return (
    <div className={classes.page}>
      <Panel title="Addresses" flush>
        {book.error ? <ErrorPanel error={book.error} title="The book was not read" onRetry={book.reload} /> : null}
        {book.loading ? <Loader size="sm" aria-label="Reading the address book" /> : null}
        {book.value ? (
          <DataTable
            label="Addresses"
            columns={columns}
            rows={book.value}
            rowKey={(row) => row.address}
            onRow={edit}
            csvName="tausmith-addresses.csv"
            sortedBy={{ id: "label", desc: false }}
            maxHeight="60vh"
            empty={
              <EmptyState
                title="No addresses yet"
                text="Name the addresses you deal with, so that you know them again."
              />
            }
          />
        ) : null}
      </Panel>
      <Panel title={changing ? `Change ${changing.label}` : "Add an address"}>
        <form
          className={classes.form}
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
        >
          <TextInput
            label="Address"
            autoComplete="off"
            spellCheck={false}
            readOnly={changing !== null}
            value={draft.address}
            onChange={(event) => {
              const address = event.currentTarget.value;
              setDraft((before) => ({ ...before, address }));
            }}
          />
          <TextInput
            label="Name"
            maxLength={64}
            value={draft.label}
            onChange={(event) => {
              const label = event.currentTarget.value;
              setDraft((before) => ({ ...before, label }));
            }}
          />
          <Textarea
            label="Note"
            rows={2}
            maxLength={512}
            value={draft.note}
            onChange={(event) => {
              const note = event.currentTarget.value;
              setDraft((before) => ({ ...before, note }));
            }}
          />
          {error ? <ErrorPanel error={error} title="The book was not changed" /> : null}
          <div className={classes.row}>
            <Button
              type="submit"
              loading={save.busy}
              disabled={draft.address.trim() === "" || draft.label.trim() === ""}
            >
              Save
            </Button>
            {changing ? (
              <>
                <Button variant="default" onClick={() => edit(null)}>
                  New entry
                </Button>
                <Button color="red" variant="outline" loading={remove.busy} onClick={() => void takeOut()}>
                  Remove
                </Button>
              </>
            ) : null}
          </div>
        </form>
      </Panel>
    </div>
  );
}
