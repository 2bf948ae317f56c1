import { fileURLToPath } from "node:url";
import { checkBoundaries } from "./boundaries/check.ts";

const { files, problems } = checkBoundaries(fileURLToPath(new URL("..", import.meta.url)));
for (const problem of problems) console.error(problem);
console.log(`${files} files, ${problems.length} imports through a wall`);
process.exitCode = problems.length > 0 ? 1 : 0;
