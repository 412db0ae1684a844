import { Fragment, memo, type ReactNode } from "react";
import type { RenderedLine, Run } from "@/lib/output/render-line";
import { boxed } from "@/lib/output/width";
import { formatCount } from "@/lib/timeline/format";
import { runClass } from "./run-class";

/** Where the searched text stands in a line; `current`: the column of the match that was gone to. */
export type Marks = { columns: readonly number[]; length: number; current: number | null };

type LineRowProps = {
  /** From 1, as shown. */
  number: number;
  line: RenderedLine;
  marks: Marks | null;
  tone: "error" | "chosen" | null;
  wrap: boolean;
  /** How long after the start the line came, "0:12"; null when we did not see it come. */
  after: string | null;
  onChoose(line: number, extend: boolean): void;
};

/** One line of output: its number, a link, and its text as text nodes. */
export const LineRow = memo(function LineRow({
  number,
  line,
  marks,
  tone,
  wrap,
  after,
  onChoose,
}: LineRowProps) {
  const tint = tone === "error" ? "bg-tint-bad" : tone === "chosen" ? "bg-tint-live" : "bg-well";
  const bar = tone === "error" ? "border-bad" : tone === "chosen" ? "border-live" : "border-transparent";
  return (
    <div className={`flex min-h-5 min-w-full ${wrap ? "" : "w-max"} ${tone ? tint : ""}`}>
      <a
        href={`#L${number}`}
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey) return;
          event.preventDefault();
          onChoose(number, event.shiftKey);
        }}
        tabIndex={-1}
        draggable={false}
        title={after === null ? undefined : `${after} after the start`}
        className={`sticky left-0 z-1 w-16 shrink-0 border-l-2 ${number > 99_999 ? "pr-1" : "pr-4"} text-right text-ink-3 tabular-nums select-none hover:text-live ${tint} ${bar} ${tone ? "text-ink-2" : ""}`}
      >
        {formatCount(number)}
      </a>
      <span
        className={`grow pr-6 ${wrap ? "min-w-0 whitespace-pre-wrap wrap-anywhere" : "whitespace-pre"} ${tone === "error" ? "text-ink" : "text-ink-2"}`}
      >
        {contentOf(line, marks)}
      </span>
    </div>
  );
});

const ARROW = /^(?:remote: )?(?:-{5}>|={3,5}>)(?= )/;
const WARNING = /^ {0,2}!(?= )/;

function contentOf(line: RenderedLine, marks: Marks | null): ReactNode {
  const whole = line.runs.length === 1 && line.runs[0]?.style.fg === null ? line.text : "";
  const arrow = ARROW.exec(whole)?.[0];
  if (arrow) return drawn(tinted(whole, arrow.length, "o-f5", "o-bold"), marks);
  const warning = WARNING.exec(whole)?.[0];
  if (warning) return drawn(tinted(whole, warning.length, "o-f3 font-semibold", "text-ink"), marks);
  return drawn(
    line.runs.map((run: Run) => ({ text: run.text, look: runClass(run.style) })),
    marks,
  );
}

type Span = { text: string; look: string };

function tinted(text: string, cut: number, head: string, tail: string): Span[] {
  return [
    { text: text.slice(0, cut), look: head },
    { text: text.slice(cut), look: tail },
  ];
}

function drawn(spans: Span[], marks: Marks | null): ReactNode {
  let column = 0;
  return spans.map(({ text, look }) => {
    const from = column;
    column += text.length;
    const inside = marks ? marked(text, from, marks) : characters(text);
    return look === "" ? (
      <Fragment key={from}>{inside}</Fragment>
    ) : (
      <span key={from} className={look}>
        {inside}
      </span>
    );
  });
}

function marked(text: string, from: number, { columns, length, current }: Marks): ReactNode {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const column of columns) {
    const start = Math.max(column - from, at);
    const end = Math.min(column + length - from, text.length);
    if (end <= start) continue;
    parts.push(<Fragment key={at}>{characters(text.slice(at, start))}</Fragment>);
    const look = column === current ? "bg-find-current text-on-find-current" : "bg-find text-ink";
    parts.push(
      <mark key={`m${start}`} className={look}>
        {characters(text.slice(start, end))}
      </mark>,
    );
    at = end;
  }
  parts.push(<Fragment key={at}>{characters(text.slice(at))}</Fragment>);
  return parts;
}

/** Text nodes; characters that the font may lack stand in boxes of whole columns. */
function characters(text: string): ReactNode {
  const pieces = boxed(text);
  if (pieces.length === 1 && pieces[0]?.cells === 0) return text;
  let column = 0;
  return pieces.map((piece) => {
    const key = column;
    column += piece.text.length;
    return piece.cells === 0 ? (
      piece.text
    ) : (
      <span key={key} className={piece.cells === 2 ? "o-box2" : "o-box1"}>
        {piece.text}
      </span>
    );
  });
}
