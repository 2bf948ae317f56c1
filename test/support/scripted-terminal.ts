import type { Terminal } from "#main/cli/terminal.ts";

interface Script {
  readonly interactive?: boolean;
  readonly answers?: readonly string[];
  readonly secrets?: readonly string[];
  readonly input?: string;
}

/** A terminal whose answers are written down beforehand and whose words are kept. */
export function scriptedTerminal(script: Script = {}): { terminal: Terminal; out: string[]; told: string[] } {
  const out: string[] = [];
  const told: string[] = [];
  const answers = [...(script.answers ?? [])];
  const secrets = [...(script.secrets ?? [])];
  const next = (from: string[], question: string): string => {
    told.push(question);
    const answer = from.shift();
    if (answer === undefined) throw new Error(`no answer left for: ${question}`);
    return answer;
  };
  const terminal: Terminal = {
    out: (text) => out.push(text),
    tell: (text) => told.push(text),
    interactive: script.interactive ?? true,
    ask: async (question) => next(answers, question),
    askSecret: async (question) => next(secrets, question),
    readInput: async () => script.input ?? "",
    interrupted: async () => undefined,
  };
  return { terminal, out, told };
}
