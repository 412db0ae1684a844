import type { OutputLog } from "./log/output-log";

type Clicks = {
  onFold(section: number): void;
  /** A line's number (from 1) was clicked, with Shift to extend the range. */
  onChoose(line: number, extend: boolean): void;
};

/** Tells apart what is clicked in the rows: heads, numbers, what is left out of a long line. Gives the way to stop. */
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
