/** Words with their places, four in a line, as they are copied to paper. */
export function numberedWords(words: readonly string[]): string {
  const cells = words.map((word, index) => `${String(index + 1).padStart(2)} ${word}`.padEnd(14));
  const lines: string[] = [];
  for (let at = 0; at < cells.length; at += 4) {
    lines.push(
      cells
        .slice(at, at + 4)
        .join(" ")
        .trimEnd(),
    );
  }
  return lines.join("\n");
}
