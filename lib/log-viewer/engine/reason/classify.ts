import { native, shell, tests } from "./families/compilers-and-shells";
import { headers, messages, noise, wrappers } from "./families/general";
import { heroku } from "./families/heroku";
import { jvm, php, python, ruby } from "./families/languages";
import { node } from "./families/node";
import type { Family, Pattern } from "./pattern";

/** All patterns in the order in which they are tried: those of toolchains before the general ones. */
export const FAMILIES: Readonly<Record<string, Family>> = {
  node,
  python,
  ruby,
  jvm,
  php,
  noise,
  heroku,
  tests,
  native,
  shell,
  wrappers,
  headers,
  messages,
};

const PATTERNS = Object.values(FAMILIES).flat();

/** Returns the first pattern that matches a cleaned line, or undefined. */
export function classify(text: string): Pattern | undefined {
  return PATTERNS.find((pattern) => pattern.test.test(text));
}

const PREFIXES = [
  /^remote: ?/,
  // Time stamps, alone or as in a log line ("2026-03-02T10:11:12.000000+00:00 app[release.1]: ").
  /^\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?\]?\s(?:[a-z]+\[[\w.]+\]: )?/,
  /^\[\d\d:\d\d:\d\d(?:\.\d+)?(?: [AP]M)?\]\s|^\d\d:\d\d:\d\d(?:[.,]\d+)?\s/,
  // BuildKit: "#12 3.456 ".
  /^#\d+ \d+\.\d+ /,
  // Task runners: "web:build: ", "@scope/web:build: ", "apps/web build: ", "[web] ", "web> ".
  /^@?[\w./-]+:[a-z][\w-]*(?::[\w-]+)*: (?=\S| )/,
  /^(?:[\w@.-]+\/)+[\w.-]+ [a-z][\w:-]*: /,
  /^\[(?!error\]|err\]|fatal\]|warn|info\]|debug\])[a-z0-9@][\w:@/.-]*\]:? /,
  /^[a-z][\w-]*> (?=\S)/,
  /^➤ YN0000: [┌│└·]?\s?/,
];

/** A line without the prefixes of its message; `indent` is the number of blanks before it. */
export type CleanLine = { text: string; indent: number };

/**
 * Removes the prefixes that builders and task runners put before a line: indent, `remote:`, time stamps, BuildKit
 * steps, task names.
 */
export function cleanLine(line: string): CleanLine {
  let text = line.trimEnd();
  let indent = 0;
  for (let round = 0; round < 5; round += 1) {
    const trimmed = text.trimStart();
    indent = text.length - trimmed.length;
    text = trimmed;
    const prefix = PREFIXES.map((pattern) => pattern.exec(trimmed)?.[0]).find((found) => found !== undefined);
    if (prefix === undefined || prefix.length >= trimmed.length) break;
    text = trimmed.slice(prefix.length);
  }
  return { text: text.trimStart(), indent };
}
