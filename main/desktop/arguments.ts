/** What the window takes from its command line. Chromium's own switches stand there too, so the rest is left alone. */
export interface DesktopArguments {
  readonly data?: string;
  readonly network?: string;
}

/** Reads `--data DIR` and `--network NAME|URL`, also in the form `--data=DIR`. */
export function desktopArguments(argv: readonly string[]): DesktopArguments {
  const value = (flag: string): string | undefined => {
    const inline = argv.find((text) => text.startsWith(`--${flag}=`));
    if (inline !== undefined) return inline.slice(flag.length + 3) || undefined;
    const at = argv.indexOf(`--${flag}`);
    const next = at < 0 ? undefined : argv[at + 1];
    return next === undefined || next.startsWith("--") ? undefined : next;
  };
  const data = value("data");
  const network = value("network");
  return { ...(data === undefined ? {} : { data }), ...(network === undefined ? {} : { network }) };
}
