import { toErrorView } from "#src/app-error.ts";
import { runDemo } from "./demo/run-demo.ts";

const json = process.argv.includes("--json");
const out = (text: string) => process.stdout.write(`${text}\n`);
const tell = (text: string) => process.stderr.write(`${text}\n`);

try {
  const report = await runDemo(json ? tell : out);
  out(json ? JSON.stringify(report) : `Done in ${report.seconds} s. All of it was checked against the chain.`);
} catch (error) {
  const { code, message, hint } = toErrorView(error);
  tell(`${message}\n${hint}\n(${code})`);
  if (code === "INTERNAL_ERROR") tell(String(error instanceof Error ? error.stack : error));
  process.exitCode = 1;
}
