import { Cells } from "./cells";
import { ESC, readEscape } from "./escapes";
import { applySgr } from "./sgr";
import { type Style, sameStyle } from "./style";

export type Run = { text: string; style: Style };
export type RenderedLine = { text: string; runs: Run[] };

const ESCAPE = String.fromCharCode(ESC);
const MOVES = "KJG`CDXP";

/**
 * What a terminal would show of one raw line (without its line feed) that begins in the style `start`: carriage
 * returns and backspaces overwrite, erasing erases, colours become runs, every other escape sequence is swallowed.
 */
export function renderLine(raw: string, start: Style): RenderedLine {
  const kind = kindOf(raw);
  if (kind === "plain") return { text: raw, runs: raw === "" ? [] : [{ text: raw, style: start }] };
  return kind === "coloured" ? renderColoured(raw, start) : renderCells(raw, start);
}

/** The style in which the next line begins. */
export function styleAfter(raw: string, start: Style): Style {
  let style = start;
  let at = raw.indexOf(ESCAPE);
  while (at !== -1) {
    const sequence = readEscape(raw, at);
    if (sequence.final === "m") style = applySgr(style, sequence.parameters);
    at = raw.indexOf(ESCAPE, sequence.end);
  }
  return style;
}

/** The line's text without colours. */
export function plainText(raw: string, start: Style): string {
  return kindOf(raw) === "plain" ? raw : renderLine(raw, start).text;
}

function kindOf(raw: string): "plain" | "coloured" | "moving" {
  let kind: "plain" | "coloured" = "plain";
  for (let at = 0; at < raw.length; at += 1) {
    const code = raw.charCodeAt(at);
    if (code >= 0x20 ? code < 0x7f || code > 0x9f : code === 0x09) continue;
    if (code === 0x0d || code === 0x08) return "moving";
    kind = "coloured";
    if (code !== ESC) continue;
    const { end, final } = readEscape(raw, at);
    if (final !== "" && MOVES.includes(final)) return "moving";
    at = end - 1;
  }
  return kind;
}

function isControl(code: number): boolean {
  return (code < 0x20 && code !== 0x09) || (code >= 0x7f && code <= 0x9f);
}

function renderColoured(raw: string, start: Style): RenderedLine {
  const runs: Run[] = [];
  let style = start;
  let from = 0;
  for (let at = 0; at <= raw.length; at += 1) {
    if (at < raw.length && !isControl(raw.charCodeAt(at))) continue;
    append(runs, raw.slice(from, at), style);
    from = at + 1;
    if (raw.charCodeAt(at) !== ESC) continue;
    const sequence = readEscape(raw, at);
    if (sequence.final === "m") style = applySgr(style, sequence.parameters);
    from = sequence.end;
    at = sequence.end - 1;
  }
  return { text: runs.map((run) => run.text).join(""), runs };
}

function renderCells(raw: string, start: Style): RenderedLine {
  const cells = new Cells();
  let style = start;
  for (let at = 0; at < raw.length; ) {
    const code = raw.charCodeAt(at);
    if (code === ESC) {
      const sequence = readEscape(raw, at);
      if (sequence.final === "m") style = applySgr(style, sequence.parameters);
      else cells.control(sequence);
      at = sequence.end;
      continue;
    }
    const character = String.fromCodePoint(raw.codePointAt(at) ?? 0);
    if (code === 0x0d) cells.carriageReturn();
    else if (code === 0x08) cells.backspace();
    else if (code === 0x09) cells.tab(style);
    else if (!isControl(code)) cells.write(character, style);
    at += character.length;
  }
  const runs: Run[] = [];
  for (const [at, character] of cells.characters.entries()) {
    append(runs, character, cells.styles[at] ?? start);
  }
  return { text: cells.characters.join(""), runs };
}

function append(runs: Run[], text: string, style: Style): void {
  if (text === "") return;
  const last = runs.at(-1);
  if (last && sameStyle(last.style, style)) last.text += text;
  else runs.push({ text, style });
}
