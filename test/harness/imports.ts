import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { parseSync } from "oxc-parser";

/** One import between two files of the repository. `typeOnly`: it is erased by the compiler. */
export type Edge = { from: string; to: string; typeOnly: boolean };
/** An import of a package or of Node. */
export type PackageImport = { from: string; name: string };

const ENDINGS = ["", ".ts", ".tsx", ".d.ts", ".mjs", ".js", "/index.ts", "/index.tsx"];

/** All source files, as paths from the root. */
export function sourceFiles(): string[] {
  const listed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
    encoding: "utf8",
  });
  return listed
    .split("\n")
    .filter(
      (file) =>
        /\.(?:[mc]?[jt]s|tsx)$/.test(file) &&
        !file.includes("seed/samples/") &&
        !file.startsWith("bench/peers/") &&
        existsSync(file),
    );
}

/**
 * Returns every import of the given files, resolved to a path: static and dynamic imports, re-exports, `new URL("…",
 * import.meta.url)`, of types or of values, written with the alias or relatively. Throws when a path does not resolve.
 */
export function readImports(files: readonly string[], read = (file: string) => readFileSync(file, "utf8")) {
  const known = new Set(files);
  const edges: Edge[] = [];
  const packages: PackageImport[] = [];
  for (const file of files) {
    for (const { specifier, typeOnly } of importsOf(file, read(file))) {
      const path = pathOf(file, specifier);
      if (path === null) packages.push({ from: file, name: specifier });
      else if (!/\.(?:css|json|svg|txt)$/.test(path))
        edges.push({ from: file, to: resolved(path, known, file), typeOnly });
    }
  }
  return { edges, packages };
}

/** Returns a line for each import that is not written `./…` within its folder and `@/…` otherwise. */
export function misspelledImports(
  files: readonly string[],
  read = (file: string) => readFileSync(file, "utf8"),
) {
  return files.flatMap((file) => {
    const folder = posix.dirname(file);
    return importsOf(file, read(file)).flatMap(({ specifier, isUrl }) => {
      const isOwnFolder = folder !== "." && specifier.startsWith(`@/${folder}/`);
      return (specifier.startsWith("../") && !isUrl) || isOwnFolder ? [`${file}: ${specifier}`] : [];
    });
  });
}

type Import = { specifier: string; typeOnly: boolean; isUrl?: boolean };

function importsOf(file: string, text: string): Import[] {
  const { module, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file} does not parse: ${errors[0]?.message}`);
  const statics = module.staticImports.map(({ moduleRequest, entries }) => ({
    specifier: moduleRequest.value,
    typeOnly: entries.length > 0 && entries.every((entry) => entry.isType),
  }));
  const exports = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest, isType }) =>
      moduleRequest ? [{ specifier: moduleRequest.value, typeOnly: isType }] : [],
    ),
  );
  const dynamics = module.dynamicImports.flatMap(({ moduleRequest }) => {
    const literal = /^["'`]([^"'`$]+)["'`]$/.exec(text.slice(moduleRequest.start, moduleRequest.end).trim());
    return literal?.[1] ? [{ specifier: literal[1], typeOnly: false }] : [];
  });
  const workers = [
    ...text.matchAll(/new URL\(\s*["'](\.[^"']+\.[mc]?[jt]sx?)["'],\s*import\.meta\.url/g),
  ].map(([, specifier = ""]) => ({ specifier, typeOnly: false, isUrl: true }));
  const types = [...text.matchAll(/\bimport\(\s*["']([^"']+)["']\s*\)\s*(?:\.|>)/g)]
    .map(([, specifier = ""]) => ({ specifier, typeOnly: true }))
    .filter(({ specifier }) => !dynamics.some((dynamic) => dynamic.specifier === specifier));
  return [...statics, ...exports, ...dynamics, ...workers, ...types];
}

function pathOf(file: string, specifier: string): string | null {
  if (specifier.startsWith("@/")) return specifier.slice(2);
  return specifier.startsWith(".") ? posix.join(posix.dirname(file), specifier) : null;
}

function resolved(path: string, known: ReadonlySet<string>, from: string): string {
  const ending = ENDINGS.find((each) => known.has(path + each));
  if (ending === undefined) throw new Error(`${from} imports ${path}, which is no source file`);
  return path + ending;
}

/** Strongly connected groups of more than one node, by Tarjan's algorithm. */
export function circles(edges: readonly { from: string; to: string }[]): string[][] {
  const next = new Map<string, Set<string>>();
  for (const { from, to } of edges) {
    if (from !== to) next.set(from, (next.get(from) ?? new Set()).add(to));
  }
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const visit = (node: string): number => {
    const index = order.size;
    order.set(node, index);
    let lowest = index;
    stack.push(node);
    for (const to of next.get(node) ?? []) {
      if (!order.has(to)) lowest = Math.min(lowest, visit(to));
      else if (stack.includes(to)) lowest = Math.min(lowest, order.get(to) ?? lowest);
    }
    low.set(node, lowest);
    if (lowest === index) {
      const group = stack.splice(stack.indexOf(node));
      if (group.length > 1) found.push(group.sort());
    }
    return lowest;
  };
  for (const node of next.keys()) if (!order.has(node)) visit(node);
  return found;
}
