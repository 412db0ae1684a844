import { afterEach, describe, expect, test, vi } from "vitest";
import { refusalOf } from "./pick-source";
import { gitFilesOf, walkFolder } from "./walk-folder";

type Tree = { [name: string]: Tree | string | "unreadable" };

const UNREADABLE = "unreadable";
const READ_MS = 10;

afterEach(() => {
  vi.useRealTimers();
});

/** Creates entries like the browser's: callbacks, a path from the root, children in batches of at most 100. */
function entryOf(name: string, tree: Tree | string, parent: string): FileSystemEntry {
  const fullPath = `${parent}/${name}`;
  const common = { name, fullPath, filesystem: { name: "", root: null } };
  if (typeof tree === "string") {
    const file = (resolve: (file: File) => void, reject: (error: DOMException) => void) =>
      setTimeout(
        () =>
          tree === UNREADABLE
            ? reject(new DOMException("gone", "NotFoundError"))
            : resolve(new File([tree], name)),
        READ_MS,
      );
    return Object.assign(Object.create(null), common, { isFile: true, isDirectory: false, file });
  }
  const createReader = () => {
    const rest = Object.entries(tree).map(([child, below]) => entryOf(child, below, fullPath));
    return {
      readEntries: (resolve: (entries: FileSystemEntry[]) => void, reject: (error: DOMException) => void) =>
        setTimeout(
          () =>
            UNREADABLE in tree
              ? reject(new DOMException("denied", "NotReadableError"))
              : resolve(rest.splice(0, 100)),
          READ_MS,
        ),
    };
  };
  const getFile = (
    path: string,
    _options: object,
    resolve: (entry: FileSystemEntry) => void,
    reject: () => void,
  ) => {
    const [first = "", ...more] = path.split("/");
    const below = tree[first];
    if (below === undefined) return reject();
    const entry = entryOf(first, below, fullPath);
    if (more.length === 0) return resolve(entry);
    if ("getFile" in entry && typeof entry.getFile === "function")
      entry.getFile(more.join("/"), {}, resolve, reject);
    else reject();
  };
  return Object.assign(Object.create(null), common, {
    isFile: false,
    isDirectory: true,
    createReader,
    getFile,
  });
}

function folderOf(tree: Tree): FileSystemDirectoryEntry {
  const entry = entryOf("app", tree, "");
  if (!isDirectory(entry)) throw new Error("a tree is a folder");
  return entry;
}

const isDirectory = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;
const readable = Object.fromEntries(Array.from({ length: 250 }, (_, index) => [`f${index}.txt`, "x"]));
const next = "See that it still exists and may be read, then drop the folder again.";

test("reads files in nested folders, in more than one batch", async () => {
  const { files, rest } = await walkFolder(
    folderOf({ a: { b: { c: readable } }, "package.json": "{}" }),
    vi.fn(),
  );
  expect(files).toHaveLength(251);
  expect(files.map(({ path }) => path)).toContain("a/b/c/f249.txt");
  expect(rest).toBeNull();
});

test.each<[string, Tree, string]>([
  [
    "a file",
    { d1: { ok: "x" }, d2: { d3: { "f1.txt": UNREADABLE } } },
    `d2/d3/f1.txt could not be read. ${next}`,
  ],
  ["a folder", { d1: { [UNREADABLE]: {} } }, `The folder d1 could not be read. ${next}`],
  ["the dropped folder", { [UNREADABLE]: {} }, `The folder app could not be read. ${next}`],
])("names %s that cannot be read", async (_, tree, message) => {
  const refused = await walkFolder(folderOf(tree), vi.fn()).catch(refusalOf);
  expect(refused).toEqual({ kind: "refused", id: "unreadable_file", message });
});

test("stops counting after an unreadable file", async () => {
  const deep = Array.from({ length: 20 }).reduce<Tree>((below) => ({ ...readable, below }), readable);
  vi.useFakeTimers();
  const onFile = vi.fn();
  let counted = 0;
  const ended = walkFolder(folderOf({ a: { "a.txt": UNREADABLE }, deep }), onFile).catch((error: unknown) => {
    counted = onFile.mock.calls.length;
    throw error;
  });
  await Promise.all([expect(ended).rejects.toThrow("a.txt"), vi.runAllTimersAsync()]);
  expect(onFile).toHaveBeenCalledTimes(counted);
});

test("an unreadable git folder does not end the walk: its commit is unknown", async () => {
  const { files, rest } = await walkFolder(
    folderOf({ "a.txt": "x", ".git": { HEAD: UNREADABLE, objects: { [UNREADABLE]: {} } } }),
    vi.fn(),
  );
  expect(files.map(({ path }) => path)).toEqual(["a.txt"]);
  expect(rest?.kinds).toEqual(["git"]);
});

const inGit = (files: Record<string, string>) => async (path: string) => {
  const text = files[path];
  return text === undefined ? null : { path: `.git/${path}`, file: new File([text], path) };
};
const namesOf = async (files: Record<string, string>) =>
  (await gitFilesOf(inGit(files))).map(({ path }) => path);

describe("gitFilesOf", () => {
  test("returns the files that determine the commit and the repository's own ignore rules", async () => {
    const files = {
      HEAD: "ref: refs/heads/topic/a\n",
      "refs/heads/topic/a": "d81c0a3\n",
      "packed-refs": "",
      "info/exclude": "",
      config: "",
    };
    expect(await namesOf(files)).toEqual([
      ".git/HEAD",
      ".git/refs/heads/topic/a",
      ".git/packed-refs",
      ".git/info/exclude",
    ]);
  });

  test("returns the files that exist", async () => {
    expect(await namesOf({ HEAD: "d81c0a3f" })).toEqual([".git/HEAD"]);
    expect(await namesOf({})).toEqual([]);
  });
});
