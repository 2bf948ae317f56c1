/**
 * Makes `work` run one run at a time: asked for while it runs, it runs once more afterwards, unless it `isOver` by then. What a
 * run throws goes to `failed`; nothing is thrown here.
 */
export function oneAtATime(
  work: () => Promise<void>,
  { failed, isOver }: { readonly failed: (err: unknown) => void; readonly isOver: () => boolean },
): () => void {
  let running = false;
  let again = false;
  const ask = (): void => {
    if (running) {
      again = true;
      return;
    }
    running = true;
    work()
      .catch(failed)
      .finally(() => {
        running = false;
        if (!again) return;
        again = false;
        if (!isOver()) ask();
      });
  };
  return ask;
}
