import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { filesIn, textEntry, tgz } from "@/test/harness/tarballs";
import { addRest, checkTarball, packFolder, sortFolder } from "./check-source";

const quiet = () => undefined;
const folderOf = (files: Record<string, string>) =>
  Object.entries(files).map(([path, text]) => ({
    path,
    file: new File([text], path.slice(path.lastIndexOf("/") + 1), { lastModified: 1_700_000_000_000 }),
  }));
const namesIn = async (blob: Blob) => [...filesIn(gunzipSync(await blob.arrayBuffer())).keys()];

const commit = "d81c0a3f00000000000000000000000000000000";
const project = {
  "package.json": "{}",
  "src/index.js": "1",
  "src/.gitignore": "*.tmp\n",
  "src/a.tmp": "x",
  ".gitignore": "dist/\n",
  "dist/out.js": "x",
  ".env": "A=1",
  ".env.example": "A=",
  "certs/server.key": "x",
  "node_modules/a/index.js": "x",
  ".DS_Store": "x",
  ".git/HEAD": "ref: refs/heads/main\n",
  ".git/refs/heads/main": `${commit}\n`,
  ".git/info/exclude": "notes.txt\n",
  "notes.txt": "x",
};
const source = [".env.example", ".gitignore", "package.json", "src/.gitignore", "src/index.js"];

describe("a folder", () => {
  test("packs the source without the rest and reads the result back", async () => {
    const folder = await sortFolder(folderOf(project));
    const { blob, inspection } = await packFolder(folder, [], quiet);
    expect(await namesIn(blob)).toEqual(source);
    expect(inspection).toMatchObject({ files: 5, bytes: blob.size, detected: { languages: ["Node.js"] } });
    expect(folder.commit).toBe(commit);
    expect(folder.leftOut.map(({ kind, paths }) => [kind, paths])).toEqual([
      ["node_modules", ["node_modules/a/index.js"]],
      ["git", [".git/HEAD", ".git/refs/heads/main", ".git/info/exclude"]],
      ["env", [".env"]],
      ["keys", ["certs/server.key"]],
      ["system", [".DS_Store"]],
      ["ignored", ["src/a.tmp", "dist/out.js", "notes.txt"]],
    ]);
  });

  test("counts files that were read later, and can include them again", async () => {
    const folder = addRest(
      await sortFolder(folderOf({ "package.json": "{}" })),
      folderOf({ "node_modules/a": "xy" }),
    );
    expect(folder.leftOut).toEqual([{ kind: "node_modules", files: 1, bytes: 2, paths: ["node_modules/a"] }]);
    expect(await namesIn((await packFolder(folder, [], quiet)).blob)).toEqual(["package.json"]);
    expect(await namesIn((await packFolder(folder, ["node_modules"], quiet)).blob)).toEqual([
      "node_modules/a",
      "package.json",
    ]);
  });

  test("packs files that are included again, and warns when they may contain secrets", async () => {
    const folder = await sortFolder(folderOf(project));
    const { blob, inspection } = await packFolder(folder, ["env", "ignored"], quiet);
    expect(await namesIn(blob)).toEqual([...source, ".env", "dist/out.js", "notes.txt", "src/a.tmp"].sort());
    expect(inspection.secrets).toEqual([{ path: ".env", what: "environment values" }]);
  });

  test("gives the same checksum for the same folder", async () => {
    const one = await packFolder(await sortFolder(folderOf(project)), [], quiet);
    const other = await packFolder(await sortFolder(folderOf(project).toReversed()), [], quiet);
    expect(one.inspection.sha256).toBe(other.inspection.sha256);
  });

  test("reports the number of packed files", async () => {
    const reports: unknown[] = [];
    await packFolder(await sortFolder(folderOf({ a: "1", b: "2" })), [], (progress) =>
      reports.push(progress),
    );
    expect(reports).toEqual([
      { done: 1, total: 2, unit: "files" },
      { done: 2, total: 2, unit: "files" },
    ]);
  });

  test.each([
    ["no file", {}],
    ["only files that are left out", { ".env": "A=1", "node_modules/a": "x" }],
  ])("with %s is empty", async (_, files) => {
    await expect(packFolder(await sortFolder(folderOf(files)), [], quiet)).rejects.toMatchObject({
      id: "empty_tarball",
      message: "No file is left to send. Pack the folder of the app: tar czf app.tgz .",
    });
  });
});

describe("a tarball", () => {
  test("is read to its end, with progress in bytes", async () => {
    const file = new File([await tgz([textEntry("package.json", "{}")])], "app.tgz");
    const reports: unknown[] = [];
    const found = await checkTarball(file, (progress) => reports.push(progress));
    expect(found.files).toBe(1);
    expect(reports.at(-1)).toEqual({ done: file.size, total: file.size, unit: "bytes" });
  });

  test("throws unreadable_file if it disappears meanwhile", async () => {
    const file = Object.assign(new File(["x"], "app.tgz"), {
      stream: () =>
        new ReadableStream({ pull: () => Promise.reject(new DOMException("gone", "NotFoundError")) }),
    });
    await expect(checkTarball(file, quiet)).rejects.toMatchObject({ id: "unreadable_file" });
  });
});
