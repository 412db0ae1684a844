import { formatClock, formatCount, formatDuration } from "@/lib/format/format";
import type { ShownLine } from "@/lib/log-viewer/engine/lines/line-rows";
import type { SectionFact } from "@/lib/log-viewer/worker/messages";
import { contentOf, element } from "./line-content";

export type Tone = "error" | "chosen" | null;

/** The style of a line's row. `current`: the index of the current mark in the line, or -1. */
export type LineStyle = { tone: Tone; wrap: boolean; current: number; startedAt: number | null };

/** The duration of a section in ms, or its start in ms since 1970. */
export type SectionTime = { took: number | null; since: number | null };

const SVG = "http://www.w3.org/2000/svg";

/** Creates a row for a line: a number with a link, and a text. Call `bindRow`, then `renderRow`. */
export function lineRow(): HTMLElement {
  const number = element("a", "", [document.createTextNode("")]);
  number.tabIndex = -1;
  number.draggable = false;
  return element("div", "", [number, element("span", "")]);
}

/** Assigns a new or reused row to a line. */
export function bindRow(row: HTMLElement, line: number): void {
  const [number, text] = row.children;
  if (!(number instanceof HTMLAnchorElement)) return;
  row.dataset.line = String(line);
  write(number, formatCount(line + 1));
  number.href = `#L${line + 1}`;
  number.removeAttribute("title");
  text?.replaceChildren();
}

/** Sets the classes of a row. */
export function styleRow(row: HTMLElement, { tone, wrap }: LineStyle): void {
  const [number, text] = row.children;
  if (!(number && text)) return;
  const tint = tone === "error" ? "bg-tint-bad" : tone === "chosen" ? "bg-tint-live" : "bg-well";
  const bar = tone === "error" ? "border-bad" : tone === "chosen" ? "border-live" : "border-transparent";
  const wide = (number.textContent?.length ?? 0) > 6;
  row.className = `${wrap ? "o-wrapped" : "o-line"} ${tone ? tint : ""}`;
  number.className = `sticky left-0 z-1 w-16 shrink-0 border-l-2 ${wide ? "pr-1" : "pr-4"} text-right tabular-nums select-none hover:text-live ${tint} ${bar} ${tone ? "text-ink-2" : "text-ink-3"}`;
  text.className = `${wrap ? "min-w-0 grow whitespace-pre-wrap wrap-anywhere pr-6" : ""} ${tone === "error" ? "text-ink" : "text-ink-2"}`;
}

/** Renders a line's text into its row. */
export function renderRow(row: HTMLElement, line: ShownLine, style: LineStyle): void {
  const [number, text] = row.children;
  text?.replaceChildren(
    ...leftOut("before", line),
    ...contentOf(line, style.current),
    ...leftOut("after", line),
  );
  if (number instanceof HTMLElement && line.at !== null && style.startedAt !== null) {
    number.title = `${formatClock(line.at - style.startedAt)} after the start`;
  }
}

/** Returns a button for the hidden part on one side of a long line, if there is one. */
function leftOut(side: "before" | "after", line: ShownLine): Node[] {
  const units = line[side];
  if (units === 0) return [];
  const button = element(
    "button",
    "mx-1 rounded-control border border-edge px-1.5 font-sans text-meta select-none",
    [
      document.createTextNode(
        `${formatCount(units)} more characters ${side === "before" ? "before this" : "of this line"}`,
      ),
    ],
  );
  button.type = "button";
  button.dataset.part = side;
  return [button];
}

/** Creates the head of a section, which folds it and shows its duration. Call `renderHead`. */
export function headRow(index: number): HTMLElement {
  const caret = document.createElementNS(SVG, "svg");
  for (const [name, value] of Object.entries({ width: "14", height: "14", viewBox: "0 0 24 24" })) {
    caret.setAttribute(name, value);
  }
  caret.setAttribute("aria-hidden", "true");
  caret.setAttribute("class", "shrink-0");
  const path = document.createElementNS(SVG, "path");
  for (const [name, value] of Object.entries({
    fill: "none",
    stroke: "currentColor",
    "stroke-width": "1.5",
  })) {
    path.setAttribute(name, value);
  }
  caret.append(path);
  const head = element(
    "button",
    "sticky left-0 flex h-7 w-(--view) items-center gap-2 border-y border-line bg-hover pr-3 pl-3.5 text-left font-sans text-body text-ink-2 outline-offset-[-2px] select-none",
    [
      caret,
      element("span", "shrink-0 text-strong text-ink"),
      element("span", "min-w-0 flex-1 truncate text-ink-3"),
      element("span", ""),
    ],
  );
  head.type = "button";
  head.dataset.section = String(index);
  return head;
}

export function renderHead(
  head: HTMLElement,
  section: SectionFact,
  time: SectionTime,
  folded: boolean,
  now: number,
): void {
  const [caret, name, detail, took] = head.children;
  caret?.firstElementChild?.setAttribute("d", folded ? "m9 18 6-6-6-6" : "m6 9 6 6 6-6");
  head.setAttribute("aria-expanded", String(!folded));
  write(name, section.name);
  write(detail, section.detail ?? "");
  const running = time.since !== null;
  write(
    took,
    time.since !== null ? formatClock(now - time.since) : time.took !== null ? formatDuration(time.took) : "",
  );
  if (took) took.className = `text-meta tabular-nums ${running ? "text-live" : ""}`;
}

function write(element: Element | undefined, text: string): void {
  if (element && element.textContent !== text) element.textContent = text;
}
