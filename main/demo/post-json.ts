import type { JobDeps } from "./job-deps.ts";

const POST_LIMIT_MS = 15_000;

/** Posts JSON over HTTP, as a trading tool outside this app would. */
export const postJson: JobDeps["post"] = async (url, body) => {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(POST_LIMIT_MS),
  });
  return { status: response.status, text: await response.text() };
};
