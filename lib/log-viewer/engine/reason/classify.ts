import { headers, messages, noise, wrappers } from "./families/general";
import { heroku } from "./families/heroku";
import { jvm } from "./families/jvm";
import { native } from "./families/native";
import { node } from "./families/node";
import { php } from "./families/php";
import { python } from "./families/python";
import { ruby } from "./families/ruby";
import { shell } from "./families/shell";
import { tests } from "./families/tests";
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
