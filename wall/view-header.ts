import type { Phrase } from "./sentence";
import { el, type Piece } from "./tree";
import { secondsOfDay, timeOfDay } from "./words";

export type Header = {
  time: number;
  sentence: Phrase[];
  /** "4 s old"; null when there are no data to be old. */
  age: string | null;
  stale: boolean;
};

/** Clock with seconds, one sentence, age: what proves that the page is alive and how old what it says is. */
export function headerView({ time, sentence, age, stale }: Header): Piece {
  const phrases = sentence.flatMap(({ text, bad }, index) => [
    index > 0 ? el("span.dot", " · ") : null,
    el(bad ? "span.loud" : "span", text),
  ]);
  const letters = sentence.reduce((sum, { text }) => sum + text.length + 3, 0);
  return el(
    stale ? "header.stale" : "header",
    el("div.clock", el("span", timeOfDay(time)), el("span.seconds", secondsOfDay(time))),
    el(letters > 40 ? "h1.long" : "h1", ...phrases),
    el("div.age", age ?? ""),
  );
}
