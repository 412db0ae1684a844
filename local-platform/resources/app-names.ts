import { randomInt } from "node:crypto";

const adjectives =
  "aged ancient blooming calm crisp damp fierce frozen gentle hidden icy late limitless misty morning proud quiet rapid restless rough salty serene sleepy still stormy sturdy tranquil warm whispering wild".split(
    " ",
  );
const nouns =
  "anchor badlands bay beyond brook cliffs coast dawn depths falls fjord forest garden harbor headland inlet island lake meadow mesa ocean peak plains reef river shelf shore springs tides waters".split(
    " ",
  );

/** A name as Heroku makes them up: limitless-fjord-5604. */
export function madeUpName(): string {
  return `${pick(adjectives)}-${pick(nouns)}-${randomInt(10_000, 99_999)}`;
}

function pick(words: string[]): string {
  return words[randomInt(words.length)] ?? "calm";
}
