import { resolve } from "node:path";
import { writeFileAtomic } from "#main/keys/write-file-atomic.ts";
import { formatTao } from "#src/amount/format-amount.ts";
import { AppError } from "#src/app-error.ts";
import type { OfflineInspection, OfflineTransaction } from "#src/contract/offline.ts";
import type { CommandContext, CommandResult, SessionCommand } from "../command.ts";
import type { Field } from "../fields.ts";
import { plainText } from "../format-value.ts";
import { readFields } from "../read-fields.ts";
import { readTextFile } from "../read-text-file.ts";
import { unwrap } from "../unwrap.ts";

const REQUEST_MAX_BYTES = 16 * 1024 * 1024;

const text = (name: string, required: boolean): Field => ({ name, flag: name, kind: "text", required, choices: [] });

const METADATA = { kept: "kept here", carried: "that came along", remembered: "that came along earlier" } as const;

function lifeText(era: OfflineTransaction["era"]): string {
  if (era === null) return "for ever";
  return era.deathBlock === null ? `for at most ${era.periodBlocks} blocks` : `until block ${era.deathBlock}`;
}

function transactionRows(seen: OfflineTransaction): string[][] {
  const { call, claimed } = seen;
  const proven = seen.metadataProven ? ", proven by the chain's metadata hash" : ", not proven by the signature";
  return [
    ["call", `${call.section}.${call.method}`],
    ...call.args.map(({ name, value }) => [`  ${name}`, value]),
    ["runtime", `${seen.specVersion}, described by metadata ${METADATA[seen.metadataFrom]}${proven}`],
    ["nonce", String(seen.nonce)],
    ...(seen.tipRao === "0" ? [] : [["tip", formatTao(BigInt(seen.tipRao))]]),
    ["valid", lifeText(seen.era)],
    ["called by its maker", claimed ? claimed.title : "nothing: a code for Polkadot Vault names no rows"],
  ];
}

/** What a request means, as lines for a person. What was decoded here comes first, what was only claimed last. */
function tellInspection(seen: OfflineInspection): string {
  const { key } = seen;
  const rows = [
    ["fingerprint", seen.fingerprint],
    ["signed by", key ? `${seen.signer} (${key.hotkeyName ?? "coldkey"} of ${key.walletName})` : seen.signer],
    ["network", seen.knownNetwork ?? `unknown, genesis ${seen.genesisHash}`],
    ...(seen.kind === "message" ? [["message", seen.message]] : transactionRows(seen)),
  ];
  return [
    ...rows.map(([name = "", value = ""]) => `${name.padEnd(20)} ${plainText(value)}`),
    ...seen.warnings.map((one) => `! ${one}`),
  ].join("\n");
}

/** Decodes a request that came as a file. */
export const offlineInspectCommand: SessionCommand = {
  kind: "session",
  path: ["offline", "inspect"],
  usage: "offline inspect --from FILE",
  summary: "Decode a request for a signature on this machine",
  details: ["--from   a request of Tausmith, or a file with the hex digits of a code for Polkadot Vault"],
  needsChain: false,
  read({ line, words }) {
    const { from } = readFields([text("from", true)], line, words) as { readonly from: string };
    return async ({ session, terminal }) => {
      const file = await readTextFile(from, REQUEST_MAX_BYTES, terminal);
      const value = unwrap(await session.call("offline.inspect", { file }));
      return { value, text: tellInspection(value) };
    };
  },
};

/** Signs a request that came as a file and writes the answer. */
export const offlineSignCommand: SessionCommand = {
  kind: "session",
  path: ["offline", "sign"],
  usage: "offline sign --from FILE [--to FILE] [--fingerprint MARK | --yes]",
  summary: "Sign a request from another machine; nothing is sent",
  details: [
    "--fingerprint   the mark the other machine showed; asked for where left out",
    "--to            the answer's file; for a code made for Polkadot Vault the digits that Vault would show",
  ],
  needsChain: false,
  read({ line, words }) {
    const fields = [text("from", true), text("to", false), text("fingerprint", false)];
    const typed = readFields(fields, line, words) as unknown as Typed;
    return (context) => sign(typed, context);
  },
};

interface Typed {
  readonly from: string;
  readonly to?: string;
  readonly fingerprint?: string;
}

/** The fingerprint as the person has it from the other machine; with --yes the one that was decoded here. */
async function agreedFingerprint(
  typed: Typed,
  seen: OfflineInspection,
  { globals, terminal }: CommandContext,
): Promise<string> {
  if (typed.fingerprint !== undefined) return typed.fingerprint;
  if (globals.yes) return seen.fingerprint;
  if (terminal.interactive) return (await terminal.ask("The fingerprint that the other machine shows: ")).trim();
  throw new AppError("CONFIRMATION_MISSING", "The fingerprint has to be compared and nobody can be asked.", {
    hint: "Give the mark of the other machine with --fingerprint.",
    field: "fingerprint",
  });
}

async function sign(typed: Typed, context: CommandContext): Promise<CommandResult> {
  const { session, terminal, passwords } = context;
  const file = await readTextFile(typed.from, REQUEST_MAX_BYTES, terminal);
  const seen = unwrap(await session.call("offline.inspect", { file }));
  terminal.tell(tellInspection(seen));
  const fingerprint = await agreedFingerprint(typed, seen, context);
  const password =
    seen.needs === "password" ? { password: await passwords.existing(`Password of ${seen.key?.walletName}`) } : {};
  const answer = unwrap(await session.call("offline.sign", { file, fingerprint, ...password }));
  const path = resolve(typed.to ?? answer.fileName);
  await writeFileAtomic(path, new TextEncoder().encode(answer.file), { exclusive: true });
  const { signature, vaultAnswer } = answer;
  const value = { path, fingerprint, signature, ...(seen.form === "vault" ? { vaultAnswer } : {}) };
  const text = seen.form === "vault" ? `Written: ${path}\nAs Vault shows it: ${vaultAnswer}` : `Written: ${path}`;
  return { value, text };
}

/** Takes an answer back and sends the transaction. */
export const offlineSubmitCommand: SessionCommand = {
  kind: "session",
  path: ["offline", "submit"],
  usage: "offline submit --from FILE [--fingerprint MARK]",
  summary: "Take a signature back, verify it and send the transaction",
  details: ["--fingerprint   the request it is for, where the file holds a bare signature"],
  needsChain: true,
  read({ line, words }) {
    const typed = readFields([text("from", true), text("fingerprint", false)], line, words) as unknown as Typed;
    return async ({ session, terminal }) => {
      const answer = await readTextFile(typed.from, 65_536, terminal);
      const which = typed.fingerprint === undefined ? {} : { fingerprint: typed.fingerprint };
      return { value: unwrap(await session.call("offline.submit", { answer, ...which })) };
    };
  },
};
