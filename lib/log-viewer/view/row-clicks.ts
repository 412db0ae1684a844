import type { OutputLog } from "./log/output-log";

type Clicks = {
  onFold(section: number): void;
  /** Called on a click on a line's number (from 1), with Shift to extend the range. */
  onChoose(line: number, extend: boolean): void;
};

/** Handles clicks in the rows: heads, numbers, hidden parts of long lines. Returns a function that stops it. */
export function listenToClicks(
  scroller: HTMLElement,
  log: OutputLog,
  { onFold, onChoose }: Clicks,
): () => void {
  const onClick = (event: MouseEvent) => {
    if (!(event.target instanceof Element)) return;
    const head = event.target.closest<HTMLElement>("[data-section]");
    const section = log.sections[Number(head?.dataset.section ?? -1)];
    if (section) onFold(section.line);
    const row = event.target.closest<HTMLElement>("[data-line]");
    if (!row) return;
    const line = Number(row.dataset.line);
    const part = event.target.closest<HTMLElement>("[data-part]")?.dataset.part;
    if (part) log.lines.part(line, part === "before" ? "before" : "after");
    if (!event.target.closest("a[href^='#']") || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    onChoose(line + 1, event.shiftKey);
  };
  scroller.addEventListener("click", onClick);
  return () => scroller.removeEventListener("click", onClick);
}
