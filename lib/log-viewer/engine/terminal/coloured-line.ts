import { isIntroducer, readEscape, unfinished } from "./escapes";
import { isControl, isMove, moves } from "./render-line";
import { applyEscape } from "./sgr";
import type { Style } from "./style";
import { StyledText } from "./styled-text";

/** A long line without cursor moves: its text is the input without controls. The input may be split anywhere. */
export class ColouredLine {
  readonly line = new StyledText();
  #style: Style;
  #held = "";

  constructor(style: Style) {
    this.#style = style;
  }

  /** Returns false at a move or an erase: the line then needs a screen. */
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
