import { readFileSync } from "node:fs";
import { parseSync } from "oxc-parser";
import { expect, test } from "vitest";
import { z } from "zod";
import { sourceFiles } from "./harness/imports";

/** Values of two words that are states and keys, not texts. */
const VALUES = new Set([
  "build failed",
  "eu",
  "first release",
  "hand over",
  "in progress",
  "in turn",
  "light dark",
  "no answer",
  "never built",
  "no grant",
  "put back",
  "release failed",
  "release phase",
  "us",
]);
const CLASS_WORD =
  /[-:[]|^(absolute|block|border|contents|flex|grid|group|hidden|inline|italic|peer|relative|rounded|sticky|truncate|underline|uppercase)$/;
const TEXT_PROPERTY = /^(action|aria-label|detail|hint|label|note|placeholder|title|what)$/;

type Node = { type: string; [key: string]: unknown };
const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
const Named = z.object({ name: z.string() });

const nameOf = (value: unknown) => Named.safeParse(value).data?.name ?? z.string().safeParse(value).data;

function isText(text: string): boolean {
  if (VALUES.has(text) || /[<{=@[]|^\w+:|, \w+, |^(Control|Alt|Meta)\+/.test(text)) return false;
  const words = text.trim().split(/\s+/);
  const classes = words.filter((word) => CLASS_WORD.test(word)).length;
  return words.filter((word) => /\p{L}{2,}/u.test(word)).length > 1 && classes < words.length / 2;
}

/** Returns the literals of a module that are texts: of two words or more, or the value of a property such as `label`. */
function textsIn(path: string, source: string): string[] {
  const found: string[] = [];
  const visit = (value: unknown, property: string | undefined): void => {
    if (Array.isArray(value)) {
      for (const item of value) visit(item, undefined);
      return;
    }
    if (!isNode(value) || isIgnored(value)) return;
    const text = textOf(value);
    const isLabel = property !== undefined && TEXT_PROPERTY.test(property) && /\p{L}{2,}/u.test(text ?? "");
    if (text !== null && !VALUES.has(text) && (isLabel || isText(text))) found.push(text);
    const key = value.type === "Property" ? nameOf(value.key) : undefined;
    for (const [name, child] of Object.entries(value)) {
      if (name !== "key") visit(child, name === "value" ? key : undefined);
    }
  };
  visit(parseSync(path, source).program, undefined);
  return found;
}

const Template = z.object({ quasis: z.array(z.object({ value: z.object({ cooked: z.string() }) })) });

function textOf(node: Node): string | null {
  if (node.type === "Literal") return typeof node.value === "string" ? node.value : null;
  if (node.type !== "TemplateLiteral") return null;
  return Template.parse(node)
    .quasis.map(({ value }) => value.cooked)
    .join("#");
}

/** Types, imports, comparisons, cases, directives, errors for developers, and attributes that hold classes and names. */
function isIgnored(node: Node): boolean {
  switch (node.type) {
    case "ImportDeclaration":
    case "ExportAllDeclaration":
    case "ThrowStatement":
      return true;
    case "BinaryExpression":
      return /==/.test(String(node.operator));
    case "ExpressionStatement":
      return node.directive !== undefined && node.directive !== null;
    case "SwitchCase":
      return false;
    case "JSXAttribute":
      return /^(class|d|href|id|key|viewBox)$|[cC]lassName$/.test(nameOf(node.name) ?? "");
    default:
      return /^TS(Type|Interface|Literal|Union)/.test(node.type);
  }
}

test("components hold no texts: they are exports of lib/text", () => {
  const files = sourceFiles().filter(
    (file) => /^(components|app)\/(?!api\/)/.test(file) && !/\.test\.tsx?$/.test(file),
  );
  expect(files.length).toBeGreaterThan(200);
  expect(
    files.flatMap((file) => textsIn(file, readFileSync(file, "utf8")).map((text) => `${file}: ${text}`)),
  ).toEqual([]);
});

test("every text is written once: what several pages say is in common.ts", () => {
  const texts = sourceFiles()
    .filter((file) => /^lib\/text\/(?!.*\.test\.)/.test(file))
    .flatMap((file) => {
      const source = readFileSync(file, "utf8");
      const exported = source.matchAll(/^export const (\w+) =\s*((?:.|\n(?=[ \t]))+);$/gm);
      return [...exported].map(([, name, value = ""]) => ({
        name: `${file} ${name}`,
        value: value.replace(/\s+/g, " "),
      }));
    });
  expect(texts.length).toBeGreaterThan(500);
  const first = new Map(texts.toReversed().map(({ name, value }) => [value, name]));
  const again = texts.filter(({ name, value }) => first.get(value) !== name);
  expect(again.map(({ name, value }) => `${name}, as ${first.get(value)}`)).toEqual([]);
});

test.each([
  ['const label = "No builds yet";', ["No builds yet"]],
  ["const since = `Running since $" + "{time}`;", ["Running since #"]],
  ['const item = { label: "Copy" };', ["Copy"]],
  ['const shown = <p className="mt-2 text-meta">{ok ? "It is up" : none}</p>;', ["It is up"]],
  ['const state = order === "in turn" ? "flex gap-2" : "put back";', []],
  ['type Kind = "no grant yet" | "old data";', []],
])("%s", (source, texts) => {
  expect(textsIn("planted.tsx", source)).toEqual(texts);
});
