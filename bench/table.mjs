// Figures as Markdown.
export function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** Formats the median and, if they differ, minimum and maximum. */
export function spread(values) {
  const [least, most] = [shown(Math.min(...values)), shown(Math.max(...values))];
  const middle = shown(median(values));
  return least === most ? middle : `${middle} (${least}–${most})`;
}

export function table(heads, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(heads), line(heads.map(() => "---")), ...rows.map(line)].join("\n");
}

function shown(value) {
  return value >= 100 ? value.toFixed(0) : String(Number(value.toFixed(2)));
}
