import { MOVES } from "@/lib/log-viewer/engine/bytes/escape-bytes";
import { type Escape, isIntroducer, readEscape } from "./escapes";
import { Screen } from "./screen";
import { applyEscape } from "./sgr";
import { type RenderedLine, type Run, type Style, sameStyle } from "./style";

/**
 * Returns a raw line (without its line feed) as a terminal shows it, from the style `start`: carriage returns and
 * backspaces overwrite, erases apply, colors become runs, other escape sequences are skipped.
 */
export function renderLine(raw: string, start: Style): RenderedLine {
  const kind = kindOf(raw);
  if (kind === "plain") return { text: raw, runs: raw === "" ? [] : [{ text: raw, style: start }] };
  if (kind === "colored") return renderColored(raw, start);
  const screen = new Screen(start);
  screen.write(raw);
  const line = screen.line(0);
  return line.slice(0, line.length);
}

/** Returns the line's text without colors. */
export function plainText(raw: string, start: Style): string {
  return kindOf(raw) === "plain" ? raw : renderLine(raw, start).text;
}

/**
 * `plain`: the raw line is its text. `colored`: its text is the raw line without controls. `moving`: it needs a
 * screen.
 */
function kindOf(raw: string): "plain" | "colored" | "moving" {
  let kind: "plain" | "colored" = "plain";
  for (let at = 0; at < raw.length; at += 1) {
    const code = raw.charCodeAt(at);
    if (code >= 0x20 ? code < 0x7f || code > 0x9f : code === 0x09) continue;
    if (isMove(code)) return "moving";
    kind = "colored";
    if (!isIntroducer(code)) continue;
    const sequence = readEscape(raw, at);
    if (moves(sequence)) return "moving";
    at = sequence.end - 1;
  }
  return kind;
}

/** True for carriage return, backspace and shift out. */
export function isMove(code: number): boolean {
  return code === 0x0d || code === 0x08 || code === 0x0e;
}

/** True if a sequence moves, writes or erases within the line. */
export function moves({ kind, final }: Escape): boolean {
  if (kind === "csi") return final !== "" && MOVES.includes(final);
  return kind === "escape" && MOVING_ESCAPE.test(final);
}

/** Save cursor, restore cursor, or line drawing characters. */
const MOVING_ESCAPE = /^(?:[78]|[ -/]+0)$/;

export function isControl(code: number): boolean {
  return (code < 0x20 && code !== 0x09) || (code >= 0x7f && code <= 0x9f);
}

function renderColored(raw: string, start: Style): RenderedLine {
  const runs: Run[] = [];
  let style = start;
  let from = 0;
  for (let at = 0; at <= raw.length; at += 1) {
    const code = raw.charCodeAt(at);
    if (at < raw.length && !isControl(code)) continue;
    append(runs, raw.slice(from, at), style);
    from = at + 1;
    if (!isIntroducer(code)) continue;
    const sequence = readEscape(raw, at);
    style = applyEscape(style, sequence);
    from = sequence.end;
    at = sequence.end - 1;
  }
  return { text: runs.map((run) => run.text).join(""), runs };
}

function append(runs: Run[], text: string, style: Style): void {
  if (text === "") return;
  const last = runs.at(-1);
  if (last && sameStyle(last.style, style)) last.text += text;
  else runs.push({ text, style });
}

/** Returns the style after a line that starts in `start`. A link ends with its line. */
export function styleAfter(raw: string, start: Style): Style {
  let style = start;
  for (let at = 0; at < raw.length; at += 1) {
    if (!isIntroducer(raw.charCodeAt(at))) continue;
    const sequence = readEscape(raw, at);
    if (sequence.kind === "csi") style = applyEscape(style, sequence);
    at = sequence.end - 1;
  }
  return style.link === null
    ? style
    : applyEscape(style, { end: 0, kind: "osc", parameters: "8;;", final: "" });
}
