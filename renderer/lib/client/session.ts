/**
 * Asks the host whether this browser's session still stands (a browser cannot see why a WebSocket was refused).
 * The host's one-time address sets the cookie before the page loads, so the page never holds a token.
 * Returns a function that answers true, false (refused), or throws where nobody answers.
 */
export function createSessionCheck(request: typeof fetch): () => Promise<boolean> {
  return async () => {
    const answer = await request("/session", { credentials: "same-origin", cache: "no-store" });
    if (answer.status >= 500) throw new Error("the host is not ready");
    return answer.ok;
  };
}
