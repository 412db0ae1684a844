import { isIntroducer, readEscape, unfinished } from "./escapes";
import { isControl, isMove, moves } from "./render-line";
import { applyEscape } from "./sgr";
import type { Style } from "./style";
import { StyledText } from "./styled-text";

/** A long line in which nothing moves: its text is what was written, without the controls. Text may come in any cuts. */
export class ColouredLine {
  readonly line = new StyledText();
  #style: Style;
  #held = "";

  constructor(style: Style) {
    this.#style = style;
  }

  /** Returns false at something that moves or erases: then the line needs a screen. */
  write(text: string): boolean {
    const raw = this.#held === "" ? text : [this.#held, text].join("");
    this.#held = "";
    const pieces: string[] = [];
    const add = (from: number, to: number) => {
      pieces.push(raw.slice(from, to));
      this.line.addRun(to - from, this.#style);
    };
    let from = 0;
    for (let at = 0; at < raw.length; at += 1) {
      const code = raw.charCodeAt(at);
      if (!isControl(code)) continue;
      if (isMove(code)) return false;
      if (at > from) add(from, at);
      from = at + 1;
      if (!isIntroducer(code)) continue;
      const sequence = readEscape(raw, at);
      from = sequence.end;
      if (sequence.end >= raw.length && sequence.kind !== "csi") {
        this.#held = unfinished(raw.slice(at));
        break;
      }
      if (moves(sequence)) return false;
      this.#style = applyEscape(this.#style, sequence);
      at = sequence.end - 1;
    }
    if (this.#held === "") add(from, raw.length);
    this.line.addText(pieces.join(""));
    return true;
  }
}
