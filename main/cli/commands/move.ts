import { resolve } from "node:path";
import { writeFileAtomic } from "#main/keys/write-file-atomic.ts";
import { AppError } from "#src/app-error.ts";
import type { MovePreview, MoveView } from "#src/contract/move.ts";
import type { Command, CommandContext, CommandResult, SessionCommand } from "../command.ts";
import type { Field } from "../fields.ts";
import { formatPairs, formatTable } from "../format-value.ts";
import { readFields } from "../read-fields.ts";
import { readTextFile } from "../read-text-file.ts";
import { pickMiner } from "../references.ts";
import type { Session } from "../session.ts";
import { signPlan } from "../sign-plan.ts";
import { unwrap } from "../unwrap.ts";

const FILE_MAX_BYTES = 240_000;

const text = (name: string, required = false, flag = name): Field => ({
  name,
  flag,
  kind: "text",
  required,
  choices: [],
});
const flag = (name: string, shown = name): Field => ({
  name,
  flag: shown,
  kind: "boolean",
  required: false,
  choices: [],
});
/** A move is named by the beginning of its id; the only open one where nothing is named. */
const MOVE = text("move");

async function pickMove(session: Session, named: string | undefined): Promise<MoveView> {
  const all = unwrap(await session.call("move.list", {}));
  const open = all.filter(({ over }) => !over);
  const found =
    named === undefined ? (open.length > 0 ? open : all) : all.filter((one) => one.moveId.startsWith(named));
  if (found.length === 1) return found[0] as MoveView;
  throw new AppError(
    found.length === 0 ? "MOVE_UNKNOWN" : "MOVE_UNCLEAR",
    found.length === 0 ? "There is no such move in this profile." : "There is more than one move that could be meant.",
    { hint: "See `tausmith move status` and name one by the beginning of its id.", field: "move" },
  );
}

const MARK = { done: "done", now: "now ", later: "    " } as const;

/** The steps with what is done, what comes next, and what to type on the other machine. */
export function tellMove(move: MoveView): string {
  const head = formatPairs([
    ["move", `${move.moveId.slice(0, 8)} (${move.side} machine)`],
    ["miner", move.minerName],
    ["hotkey", move.hotkey],
    ["fingerprint", move.fingerprint],
  ]);
  const steps = move.steps.map(({ state, title }, at) => `  ${MARK[state]} ${at + 1} ${title}`).join("\n");
  const tail = [
    move.sentence,
    ...(move.readyCode === null ? [] : [`Ready code: ${move.readyCode}`]),
    ...(move.otherCommand === null ? [] : [`On the other machine: ${move.otherCommand}`]),
  ].join("\n");
  return `${head}\n${steps}\n${tail}`;
}

const told = (move: MoveView): CommandResult => ({ value: move, text: tellMove(move) });

function tellPreview(view: MovePreview): string {
  return formatPairs([
    ["fingerprint", view.fingerprint],
    ["hotkey", `${view.hotkeyName} ${view.hotkey}`],
    ["coldkey", `${view.coldkey} (its address only${view.walletHere === null ? "" : `; here as ${view.walletHere}`})`],
    ["network", `${view.network}${view.networkFits === false ? " (not the one connected now)" : ""}`],
    ["miner", `${view.kind} on subnet ${view.netuid}, port ${view.port}`],
    ["signals", `${view.signals}, ${view.unsettled} unsettled when the file was made`],
    ["positions", view.positions.map(({ pair, leverage }) => `${pair} ${leverage}`).join(", ") || "none"],
    ["problem", view.problem ?? "none"],
  ]);
}

interface CommandParts {
  readonly verb: string;
  readonly usage: string;
  readonly summary: string;
  readonly details?: readonly string[];
  readonly fields: readonly Field[];
  readonly needsChain: boolean;
  readonly lasting?: boolean;
  run(typed: Typed, context: CommandContext): Promise<CommandResult>;
}

/** What was typed, over all commands; each names the fields it has. */
interface Typed {
  readonly move?: string;
  readonly miner?: string;
  readonly to?: string;
  /** Required where it is a field. */
  readonly from: string;
  readonly ip: string;
  readonly port: number;
  readonly preview?: boolean;
  readonly walletName?: string;
  readonly hotkeyName?: string;
  readonly readyCode?: string;
  readonly now?: boolean;
  readonly anyway?: boolean;
  readonly tokenFile?: string;
  readonly dead?: boolean;
  readonly allowPrivate?: boolean;
}

const command = ({ verb, usage, fields, run, ...rest }: CommandParts): SessionCommand => ({
  kind: "session",
  path: ["move", verb],
  usage: `move ${verb}${usage === "" ? "" : ` ${usage}`}`,
  ...rest,
  read({ line, words }) {
    // The move may stand as a plain word although it may be left out too.
    const [first, ...rest] = words;
    const named = fields.includes(MOVE) && first !== undefined && !line.flags.has("move");
    const typed = readFields(fields, line, named ? rest : words) as unknown as Typed;
    return (context) => run(named ? { ...typed, move: first } : typed, context);
  },
});

/** Writes a text that only its owner may read into a file that is not there yet. */
async function write(path: string, content: string): Promise<string> {
  const target = resolve(path);
  await writeFileAtomic(target, new TextEncoder().encode(content), { exclusive: true });
  return target;
}

const vaultOf = ({ globals, passwords }: CommandContext): Promise<string | undefined> =>
  globals.vaultPasswordFile === undefined ? Promise.resolve(undefined) : passwords.vault(false);

/** `tausmith move …`: one command a step, on whichever machine the step belongs to. */
export const moveCommands: readonly Command[] = [
  command({
    verb: "status",
    usage: "[MOVE]",
    summary: "Moves of this profile, or one with its steps",
    fields: [MOVE],
    needsChain: true,
    async run({ move: named }, { session }) {
      if (named !== undefined) {
        const { moveId } = await pickMove(session, named);
        return told(unwrap(await session.call("move.get", { moveId })));
      }
      const all = unwrap(await session.call("move.list", {}));
      const rows = all.map(({ moveId, side, minerName, stage, stepsDone, steps }) => ({
        move: moveId.slice(0, 8),
        side,
        miner: minerName,
        stage,
        steps: `${stepsDone} of ${steps.length}`,
      }));
      const [only] = all;
      const shown = all.length === 1 && only ? tellMove(only) : formatTable(rows);
      return { value: all, text: all.length === 0 ? "Nothing is being moved." : shown };
    },
  }),
  command({
    verb: "export",
    usage: "[--miner NAME] [--to FILE]",
    summary: "Begin a move: write one encrypted file with the hotkey and its miner, never a coldkey",
    details: ["The file's own passphrase comes as every password does."],
    fields: [{ ...text("miner"), kind: "miner" }, text("to")],
    needsChain: true,
    async run({ miner, to }, context) {
      const { session, passwords } = context;
      const { minerId } = await pickMiner(session, miner);
      const vaultPassphrase = await vaultOf(context);
      const passphrase = await passwords.chosen("New passphrase of the move file");
      const answer = await session.call("move.export", {
        minerId,
        passphrase,
        ...(vaultPassphrase === undefined ? {} : { vaultPassphrase }),
      });
      const { move, fileName, file } = unwrap(answer);
      try {
        const path = await write(to ?? fileName, file);
        return { value: { path, move }, text: `Written: ${path}\n${tellMove(move)}` };
      } catch (error) {
        await session.call("move.cancel", { moveId: move.moveId });
        throw error;
      }
    },
  }),
  command({
    verb: "import",
    usage: "--from FILE [--preview] [--wallet-name NAME] [--hotkey-name NAME] [--port N]",
    summary: "Bring a move file in: hotkey and miner are set up, nothing starts",
    details: [
      "--preview   tells what would come in, and changes nothing",
      "--port      the miner's port here; the old one, or the next free one, where left out",
    ],
    fields: [
      text("from", true),
      flag("preview"),
      text("walletName", false, "wallet-name"),
      text("hotkeyName", false, "hotkey-name"),
      { ...text("port"), kind: "number" },
    ],
    needsChain: true,
    async run({ from, preview, walletName, hotkeyName, port }, context) {
      const { session, passwords, terminal } = context;
      const file = await readTextFile(from, FILE_MAX_BYTES, terminal);
      const vaultPassphrase = preview ? undefined : await vaultOf(context);
      const passphrase = await passwords.existing("Passphrase of the move file");
      if (preview) {
        const view = unwrap(await session.call("move.preview", { file, passphrase }));
        return { value: view, text: tellPreview(view) };
      }
      const wish = {
        file,
        passphrase,
        ...(walletName === undefined ? {} : { walletName }),
        ...(hotkeyName === undefined ? {} : { hotkeyName }),
        ...((port as number | undefined) === undefined ? {} : { port }),
        ...(vaultPassphrase === undefined ? {} : { vaultPassphrase }),
      };
      return told(unwrap(await session.call("move.import", wish)));
    },
  }),
  command({
    verb: "stop",
    usage: "[MOVE] [--for CODE] [--to FILE] [--now] [--anyway]",
    summary: "Old machine: stop the miner for good; a sender hands over to the ready code's import",
    details: [
      "--for      the ready code that the new machine shows (senders)",
      "--to       the file for the hand-over code; printed as well",
      "--now      do not wait for signals under way: hand them over",
      "--anyway   stop an axon although it is still asked",
    ],
    fields: [MOVE, text("readyCode", false, "for"), text("to"), flag("now"), flag("anyway")],
    needsChain: true,
    async run({ move: named, readyCode, to, now, anyway }, { session }) {
      const { moveId } = await pickMove(session, named);
      const code = readyCode === undefined ? {} : { readyCode };
      const wish = { moveId, ...code, drain: now !== true, anyway: anyway === true };
      const move = unwrap(await session.call("move.stop", wish));
      if (!move.hasToken) return told(move);
      const { token } = unwrap(await session.call("move.token", { moveId }));
      const path = to === undefined ? null : await write(to, `${token}\n`);
      const where = path === null ? `Hand-over code:\n${token}` : `Hand-over code written: ${path}`;
      return { value: { move, token, path }, text: `${tellMove(move)}\n${where}` };
    },
  }),
  command({
    verb: "start",
    usage: "[MOVE] [--token-file FILE] [--old-machine-is-dead]",
    summary: "New machine: start the miner; a sender needs the hand-over code",
    details: [
      "--token-file            the hand-over code; - reads it from standard input",
      "--old-machine-is-dead   start without it. If the old sender still runs, orders go out twice",
    ],
    fields: [MOVE, text("tokenFile", false, "token-file"), flag("dead", "old-machine-is-dead")],
    needsChain: true,
    lasting: true,
    async run({ move: named, tokenFile, dead }, { session, terminal, globals }) {
      const { moveId, mayForce } = await pickMove(session, named);
      if (dead && mayForce) {
        terminal.tell("If the old machine's sender still runs, every order goes out twice, which costs money.");
        const sure = globals.yes || (terminal.interactive && (await terminal.ask("Type DEAD to go on: ")) === "DEAD");
        if (!sure) {
          throw new AppError("CONFIRMATION_MISSING", "Starting without the old machine's word has to be confirmed.", {
            hint: "Answer DEAD, or add --yes.",
            field: "yes",
          });
        }
        unwrap(await session.call("move.takeOver", { moveId, oldMachineIsDead: true }));
      }
      const token = tokenFile === undefined ? undefined : await readTextFile(tokenFile, FILE_MAX_BYTES, terminal);
      return told(unwrap(await session.call("move.start", { moveId, ...(token === undefined ? {} : { token }) })));
    },
  }),
  command({
    verb: "publish",
    usage: "[MOVE] --ip ADDRESS --port N [--allow-private] [--yes]",
    summary: "Publish the new machine's address, from either machine: the hotkey signs",
    fields: [MOVE, text("ip", true), { ...text("port", true), kind: "number" }, flag("allowPrivate", "allow-private")],
    needsChain: true,
    async run({ move: named, ip, port, allowPrivate }, context) {
      const { session } = context;
      const { moveId, netuid, walletId, hotkeyName } = await pickMove(session, named);
      const wish = { netuid, walletId, hotkeyName, ip, port, ...(allowPrivate ? { allowPrivate } : {}) };
      const transaction = await signPlan(unwrap(await session.call("neurons.prepareAxon", wish)), context);
      const move = unwrap(await session.call("move.get", { moveId }));
      return { value: { move, transaction }, text: tellMove(move) };
    },
  }),
  command({
    verb: "cancel",
    usage: "[MOVE]",
    summary: "End a move and put this side back as it was",
    fields: [MOVE],
    needsChain: false,
    async run({ move: named }, { session }) {
      const { moveId } = await pickMove(session, named);
      return told(unwrap(await session.call("move.cancel", { moveId })));
    },
  }),
  command({
    verb: "take-back",
    usage: "[MOVE] --new-machine-is-stopped",
    summary: "Old machine: let the miner run here again after it was handed over",
    details: ["If the new machine runs it too, orders go out twice."],
    fields: [MOVE, { ...flag("stopped", "new-machine-is-stopped"), required: true }],
    needsChain: false,
    async run({ move: named }, { session }) {
      const { moveId } = await pickMove(session, named);
      return told(unwrap(await session.call("move.takeBack", { moveId, newMachineIsStopped: true })));
    },
  }),
];
