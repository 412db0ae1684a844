import { parse } from "acorn";
import { beforeAll, describe, expect, test } from "vitest";
import { compileWall } from "@/scripts/launch/wall.mjs";

/** Fonts, which the page does without while they load, are not counted. */
const MOST_BYTES = 40_000;
/** APIs newer than Chromium 79 that a page like this might use. */
const TOO_NEW = [
  ...[
    "at",
    "replaceAll",
    "findLast",
    "findLastIndex",
    "toSorted",
    "toReversed",
    "toSpliced",
    "with",
    "hasOwn",
  ],
  ...[
    "structuredClone",
    "randomUUID",
    "replaceChildren",
    "any",
    "groupBy",
    "withResolvers",
    "timeout",
    "checkVisibility",
  ],
  ...[
    "WeakRef",
    "FinalizationRegistry",
    "AggregateError",
    "CSSStyleSheet",
    "ResizeObserverSize",
    "scheduler",
  ],
];
const AT_RULES = ["font-face", "media", "keyframes"];
const UNITS = ["vmin", "em", "px", "s", "deg", "%", "fr", ""];
const FUNCTIONS = [
  "url",
  "format",
  "repeat",
  "minmax",
  "var",
  "scaleX",
  "steps",
  "repeating-linear-gradient",
];
/** The properties that the stylesheet may use; others may be newer than Chromium 79. */
const PROPERTIES = new Set(
  `align-content align-items align-self animation background background-image border border-bottom border-color
  border-left border-radius bottom box-sizing color column-gap cursor display fill flex flex-direction font font-family
  font-display font-size font-variant-numeric font-weight grid-area grid-auto-rows grid-template-areas
  grid-template-columns grid-template-rows height justify-content left letter-spacing line-height margin margin-bottom
  margin-left margin-right margin-top max-height max-width min-height min-width opacity overflow padding padding-bottom
  pointer-events position right row-gap shape-rendering src stroke stroke-dasharray stroke-linecap stroke-linejoin
  stroke-width text-align text-overflow top transform transform-origin transition vertical-align white-space width`.split(
    /\s+/,
  ),
);

let script = "";
let style = "";
let page = "";
let inputs: string[] = [];

beforeAll(async () => {
  const wall = await compileWall();
  const text = (kind: string) => [...wall.files].find(([name]) => name.endsWith(kind))?.[1].toString() ?? "";
  [script, style, page, inputs] = [text(".js"), text(".css"), wall.page, wall.inputs];
});

describe("the compiled wall runs on Chromium 79", () => {
  test("is at most 40 kB in all", () => {
    expect(Buffer.byteLength(script + style + page)).toBeLessThanOrEqual(MOST_BYTES);
  });

  test("contains only its own sources and the QR encoder", () => {
    expect(inputs.filter((file) => !/^wall\/[\w-]+\.ts$/.test(file))).toEqual([
      "node_modules/lean-qr/nano.mjs",
    ]);
  });

  test("has no syntax newer than ES2019", () => {
    expect(() => parse(script, { ecmaVersion: 2019 })).not.toThrow();
    expect(() => parse("a?.b", { ecmaVersion: 2019 })).toThrow();
  });

  test("uses no API newer than Chromium 79", () => {
    expect(namesIn(parse(script, { ecmaVersion: 2019 })).filter((name) => TOO_NEW.includes(name))).toEqual(
      [],
    );
  });

  test.each(["a.at(1)", "Object.hasOwn(a, b)", "new WeakRef(a)"])("rejects %s", (code) => {
    expect(namesIn(parse(code, { ecmaVersion: 2019 })).filter((name) => TOO_NEW.includes(name))).toHaveLength(
      1,
    );
  });

  test("uses only style rules that Chromium 79 supports", () => {
    expect(newStyles(style)).toEqual([]);
  });

  test.each([
    "@layer a{b{color:red}}",
    "a{color:oklch(50% 0 0)}",
    "a{inset:0}",
    "a{aspect-ratio:1}",
    "a{width:10dvh}",
    "a:is(b){color:red}",
    "a:has(b){color:red}",
    "a{&:hover{color:red}}",
    "a{display:flex;column-gap:1vmin}",
    "@property --a{syntax:'*'}",
    "@media (width>10px){a{color:red}}",
  ])("rejects %s", (rule) => {
    expect(newStyles(rule)).not.toEqual([]);
  });

  test("requests only its own server and contains no inline code", () => {
    const foreign = /https?:(?!\/\/www\.w3\.org\/2000\/svg)|\beval\(|new Function/;
    expect(foreign.exec(script + style + page)).toBeNull();
    expect(/ style=|<script>|<style| on\w+=/.exec(page)).toBeNull();
    expect(page).toMatch(/src="\/wall\/wall-[0-9a-f]{10}\.js"/);
  });
});

/** All that a stylesheet says and that is not on the lists. */
function newStyles(text: string): string[] {
  const rules = text.replace(
    /@media ?\([\w-]+: ?[\w-]+\)|@keyframes [\w-]+/g,
    (at) => at.split(/[ (]/)[0] ?? "",
  );
  const flexWithGap = [...rules.matchAll(/\{([^{}]*)\}/g)].filter(
    ([, body = ""]) => /display:flex/.test(body) && /gap:/.test(body),
  );
  const found = {
    at: [...rules.matchAll(/@([\w-]+)/g)].filter(([, name = ""]) => !AT_RULES.includes(name)),
    selector: [...rules.matchAll(/&|:[\w-]+[^{};]*\{/g)],
    property: [...rules.matchAll(/[{;]([\w-]+):/g)].filter(([, name = ""]) => !PROPERTIES.has(name)),
    function: [...rules.matchAll(/([\w-]+)\(/g)].filter(([, name = ""]) => !FUNCTIONS.includes(name)),
    unit: [...rules.matchAll(/[\s:,(]-?\.?\d[\d.]*([a-z%]*)/g)].filter(
      ([, unit = ""]) => !UNITS.includes(unit),
    ),
    media: [...text.matchAll(/@media[^{]*[<>][^{]*/g)],
  };
  return [...Object.values(found).flat(), ...flexWithGap].map(([match]) => match);
}

/** The names of all members that a script reaches for, and of what it makes with `new`. */
function namesIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(namesIn);
  if (typeof node !== "object" || node === null) return [];
  const named =
    ("property" in node && node.property) || ("type" in node && node.type === "NewExpression" && node);
  return [...appName(named), ...Object.values(node).flatMap(namesIn)];
}

function appName(node: unknown): string[] {
  if (typeof node !== "object" || node === null) return [];
  if ("callee" in node) return appName(node.callee);
  return "name" in node ? [String(node.name)] : [];
}
