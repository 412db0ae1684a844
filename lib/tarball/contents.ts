import { linkLeaves, shownPath } from "./entry-path";
import type { EntryRules, SafeEntry } from "./entry-rules";
import type { Limits } from "./limits";
import { type PackageFile, readPackageFile } from "./package-json";
import { parseProcfile, procfileProblems } from "./procfile";
import { secretIn } from "./secrets";
import type { Detected } from "./shape";
import { isMacMetadata } from "./shape";

export const WARNING_IDS = [
  "procfile",
  "package",
  "lfs",
  "submodules",
  "conflicts",
  "backslashes",
  "collisions",
  "end",
] as const;

/** A probable mistake in a source: `label` names it, `detail` says where or why. */
export type Warning = {
  id: (typeof WARNING_IDS)[number];
  label: string;
  detail: string;
};

/** `web`: true if the build has a `web` process type; null if that depends on a buildpack. */
export type Findings = {
  secrets: { path: string; what: string }[];
  leaving: string[];
  warnings: Warning[];
  web: boolean | null;
};

type Found = { path: string; detail: string };

const LISTED = 100;
const COLLIDES = "differs from another name only in case or accents";
const READ_BYTES = 2 * 1024 * 1024;
const TOP_FILE = /^(Procfile|package\.json|\.gitmodules|server\.js)$/;
const LFS_POINTER = /^version https:\/\/git-lfs\.github\.com\/spec\/v1\n[\s\S]{0,400}?\bsize (\d{1,15})\n/;

/** Inspects the files of a source as they stream by: secrets, links that leave it, and probable mistakes. */
export class Contents {
  readonly #scanned: number;
  readonly #secrets: Findings["secrets"] = [];
  readonly #pointers: Found[] = [];
  readonly #conflicts: Found[] = [];
  readonly #backslashes: Found[] = [];
  readonly #links: { path: string; leaves: boolean; leavesFirst: boolean }[] = [];
  readonly #folded = new Map<string, string>();
  readonly #collisions: Found[] = [];
  /** The first name at the top: the folder that may wrap the whole source. */
  #first: string | undefined;
  /** Bytes by path, for files at the top or at the top of `#first`. */
  readonly #top = new Map<string, Uint8Array>();
  #current: { entry: SafeEntry; bytes: Uint8Array; read: number } | null = null;

  constructor({ scanned }: Pick<Limits, "scanned">) {
    this.#scanned = scanned;
  }

  entry(entry: SafeEntry): void {
    const { path, parts, kind } = entry;
    if (parts[0] !== undefined && !isMacMetadata(parts[0])) this.#first ??= parts[0];
    if (path.includes("\\")) pushLimited(this.#backslashes, { path, detail: "" });
    const folded = path.normalize("NFC").toLowerCase();
    const other = this.#folded.get(folded);
    if (other === undefined) this.#folded.set(folded, path);
    else if (other !== path) pushLimited(this.#collisions, { path: other, detail: shownPath(path) });
    if (kind === "symlink" && this.#links.length < LISTED) {
      const leaves = linkLeaves(parts, entry.target);
      const leavesFirst = linkLeaves(parts.slice(1), entry.target);
      if (leavesFirst) this.#links.push({ path, leaves, leavesFirst });
    }
    if (this.#isTop(parts)) this.#top.delete(path);
    // Packages ship keys and the like in their tests: a finding there leads to no action.
    const wanted = kind === "file" && entry.size <= READ_BYTES && !parts.includes("node_modules");
    this.#current = wanted ? { entry, bytes: new Uint8Array(entry.size), read: 0 } : null;
  }

  data(bytes: Uint8Array, offset: number): void {
    this.#current?.bytes.set(bytes, offset);
  }

  end(): void {
    if (!this.#current) return;
    const { entry, bytes } = this.#current;
    const { path, parts, size } = entry;
    this.#current = null;
    if (this.#isTop(parts)) this.#top.set(path, bytes);
    const text = new TextDecoder().decode(bytes);
    const secret = secretIn(path, size <= this.#scanned ? text : "");
    if (secret && this.#secrets.length < LISTED) this.#secrets.push({ path, what: secret });
    const missing = size <= 1024 ? LFS_POINTER.exec(text)?.[1] : undefined;
    if (missing !== undefined)
      pushLimited(this.#pointers, { path, detail: `${grouped(missing)} bytes missing` });
    const line = conflictLine(text);
    if (line !== null) pushLimited(this.#conflicts, { path, detail: `line ${line}` });
  }

  finish(rules: EntryRules, wrapping: string | null, detected: Detected, endMark: boolean): Findings {
    const top = (name: string) => this.#top.get(wrapping === null ? name : `${wrapping}/${name}`);
    const links = this.#links.filter(({ leaves, leavesFirst }) => (wrapping === null ? leaves : leavesFirst));
    const leaving = links.map(({ path }) => path);
    const procfile = parseProcfile(top("Procfile") ?? "");
    const manifest = top("package.json");
    const packageFile = manifest ? readPackageFile(new TextDecoder().decode(manifest)) : null;
    const submodules = submodulePaths(top(".gitmodules")).filter(
      (path) => !rules.holds(wrapping === null ? path : `${wrapping}/${path}`),
    );
    const shown = (path: string) =>
      shownPath(
        wrapping !== null && path.startsWith(`${wrapping}/`) ? path.slice(wrapping.length + 1) : path,
      );
    const several = (id: Warning["id"], found: Found[], one: string, many: string): Warning[] => {
      const [first] = found.map(({ path, detail }) => ({ path: shown(path), detail: shown(detail) }));
      if (!first) return [];
      if (found.length === 1) return [warning(id, `${first.path} ${one}`, first.detail)];
      const all = found.map(({ path, detail }) => `${shown(path)}${detail && ` (${shown(detail)})`}`);
      return [warning(id, `${found.length} ${many}`, all.join(", "))];
    };
    const empty = submodules.map((path) => ({ path, detail: "" }));
    const warnings: Warning[] = [
      ...procfileProblems(procfile).map(({ label, detail }) => warning("procfile", label, detail)),
      ...packageWarnings(packageFile),
      ...several("lfs", this.#pointers, "is a Git LFS pointer", "files are Git LFS pointers"),
      ...several("submodules", empty, "is an empty submodule", "submodules are empty"),
      ...several("conflicts", this.#conflicts, "has merge-conflict marks", "files have merge-conflict marks"),
      ...several("backslashes", this.#backslashes, "has a backslash in its name", "names have a backslash"),
      ...several(
        "collisions",
        this.#collisions,
        COLLIDES,
        "names differ from others only in case or accents",
      ),
      ...(endMark ? [] : [warning("end", "The archive has no end mark", "it may be cut off")]),
    ];
    const hasServer = top("server.js") !== undefined;
    const web =
      procfile.types.some(({ name }) => name === "web") || defaultWeb(detected, packageFile, hasServer);
    return { secrets: this.#secrets, leaving, warnings, web };
  }

  #isTop(parts: string[]): boolean {
    const isNear = parts.length === 1 || (parts.length === 2 && parts[0] === this.#first);
    return isNear && TOP_FILE.test(parts.at(-1) ?? "");
  }
}

/** Returns the line number of the first unresolved merge conflict, or null. */
function conflictLine(text: string): number | null {
  const begin = text.startsWith("<<<<<<< ") ? 0 : text.indexOf("\n<<<<<<< ") + 1;
  if (begin === 0 && !text.startsWith("<<<<<<< ")) return null;
  const middle = text.indexOf("\n=======", begin);
  if (middle === -1 || text.indexOf("\n>>>>>>> ", middle) === -1) return null;
  return text.slice(0, begin).split("\n").length;
}

function submodulePaths(bytes: Uint8Array | undefined): string[] {
  if (!bytes) return [];
  const text = new TextDecoder().decode(bytes);
  return [...text.matchAll(/^\s*path\s*=\s*(.*?)\s*$/gm)].flatMap(([, path]) => (path ? [path] : []));
}

/** True if a buildpack starts `web` without a Procfile; null if that depends on the buildpack. */
function defaultWeb({ languages }: Detected, file: PackageFile | null, hasServer: boolean): boolean | null {
  if (languages.length === 0) return false;
  if (languages.length > 1 || languages[0] !== "Node.js" || !file) return null;
  // npm start runs server.js when package.json has no start script.
  return file.scripts.start !== undefined || hasServer;
}

function packageWarnings(file: PackageFile | null): Warning[] {
  if (!file) return [];
  if (file.problem !== null) return [warning("package", "package.json cannot be read", file.problem)];
  return file.dropped.map((name) =>
    warning("package", `The script ${shownPath(name)} in package.json is not text`, "npm leaves it out"),
  );
}

const warning = (id: Warning["id"], label: string, detail: string): Warning => ({ id, label, detail });
const grouped = (digits: string) => digits.replace(/\B(?=(\d{3})+$)/g, ",");

function pushLimited(found: Found[], one: Found): void {
  if (found.length < LISTED) found.push(one);
}
