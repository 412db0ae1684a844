import { access, mkdtemp, readFile, readlink, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { tarballOf } from "@/local-platform/engine/testing/test-engine";
import { packTar, type TarEntry } from "@/test/harness/tarballs";
import { unpack } from "./unpack";

const limits = { unpackedBytes: 1024 * 1024, unpackedFiles: 10 };
let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "slipway-unpack-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function unpackBytes(bytes: Uint8Array, more: { unwrap?: boolean; limits?: typeof limits } = {}) {
  await writeFile(join(root, "source.tgz"), bytes);
  const options = { source: more.unwrap ?? true, signal: new AbortController().signal };
  return unpack(join(root, "source.tgz"), join(root, "app"), more.limits ?? limits, options);
}

const malicious: [string, TarEntry[], RegExp][] = [
  [
    "absolute path",
    [{ header: { name: "/etc/cron.d/evil" }, body: "x" }],
    /\/etc\/cron.d\/evil, a path that leaves its folder/,
  ],
  [
    "dots",
    [{ header: { name: "a/../../evil" }, body: "x" }],
    /a\/\.\.\/\.\.\/evil, a path that leaves its folder/,
  ],
  [
    "file below a link out",
    [link("lib", "/etc"), file("lib/evil")],
    /lib\/evil, which lies below a symbolic/,
  ],
  [
    "folder over a link out",
    [link("lib", "/etc"), { header: { name: "lib/", type: "directory" } }],
    /lib twice/,
  ],
  ["hard link below a link", [link("lib", "/etc"), link("a", "lib/passwd", "link")], /no file before it/],
  [
    "file below a link",
    [link("a", "b"), { header: { name: "a/evil" }, body: "x" }],
    /a\/evil, which lies below/,
  ],
  ["hard link out", [link("passwd", "../../etc/passwd", "link")], /leaves its folder/],
  [
    "hard link to nothing",
    [link("passwd", "etc/passwd", "link")],
    /hard link to etc\/passwd, which is no file/,
  ],
  ["hard link to a folder", [file("a/x"), link("b", "a", "link")], /hard link to a, which is no file/],
  ["device", [{ header: { name: "null", type: "character-device" } }], /null, a device file/],
  ["block device", [{ header: { name: "sda", type: "block-device" } }], /sda, a device file/],
  ["named pipe", [{ header: { name: "pipe", type: "fifo" } }], /pipe, a named pipe/],
];

function link(name: string, linkname: string, type: "symlink" | "link" = "symlink") {
  return { header: { name, linkname, type } };
}
function file(name: string) {
  return { header: { name }, body: "x" };
}

describe("what could leave the folder is refused by name, and nothing is written", () => {
  for (const [what, entries, message] of malicious) {
    test(what, async () => {
      const all = [{ header: { name: "Procfile" }, body: "web: true\n" }, ...entries];
      const tar = packTar(all);
      await expect(unpackBytes(gzipSync(tar))).rejects.toThrow(message);
      await expect(access(join(root, "app"))).rejects.toThrow();
    });
  }
});

describe("what is no whole tarball is refused", () => {
  test("empty", async () => {
    await expect(unpackBytes(new Uint8Array())).rejects.toThrow("The source has no bytes");
  });
  test("not gzip", async () => {
    await expect(unpackBytes(packTar([file("a")]))).rejects.toThrow("a tar archive without gzip, not gzip");
  });
  test("not tar", async () => {
    await expect(unpackBytes(gzipSync("hello ".repeat(500)))).rejects.toThrow(
      "There is no tar archive inside",
    );
    await expect(unpackBytes(gzipSync("hello"))).rejects.toThrow("There is no tar archive inside");
  });
  test("no entries", async () => {
    await expect(unpackBytes(gzipSync(Buffer.alloc(1024)))).rejects.toThrow("The tarball is empty");
    await expect(unpackBytes(gzipSync(""))).rejects.toThrow("The tarball is empty");
  });
  test("truncated gzip", async () => {
    const whole = await tarballOf({ "a.txt": "text ".repeat(5000), "b.txt": String(Math.random()) });
    await expect(unpackBytes(whole.subarray(0, whole.length - 20))).rejects.toThrow("ends too early");
  });
  test("truncated tar", async () => {
    const tar = packTar([{ header: { name: "a.txt" }, body: "text ".repeat(5000) }]);
    await expect(unpackBytes(gzipSync(tar.subarray(0, 4000)))).rejects.toThrow("ends too early");
  });
  test("too many files", async () => {
    const names = Array.from({ length: 11 }, (_, index) => [`f${index}`, "x"]);
    await expect(unpackBytes(await tarballOf(Object.fromEntries(names)))).rejects.toThrow(
      "more than 10 files",
    );
  });
  test("too many bytes, found before they are unpacked", async () => {
    const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024));
    await expect(unpackBytes(bomb)).rejects.toThrow("unpacks to more than 1 MB");
  });
});

describe("a single folder around it all", () => {
  test("is dropped, pax headers and macOS leftovers beside it do not count", async () => {
    const tar = packTar([
      { header: { name: "pax_global_header", type: "pax-global-header" }, body: "20 comment=cb6999d1\n" },
      { header: { name: "._demo-main" }, body: "junk" },
      { header: { name: "demo-main/", type: "directory" } },
      { header: { name: "demo-main/Procfile" }, body: "web: true\n" },
      { header: { name: "demo-main/bin/run", mode: 0o755 }, body: "#!/bin/sh\n" },
      link("demo-main/run", "bin/run"),
      link("demo-main/same", "demo-main/Procfile", "link"),
    ]);
    expect(await unpackBytes(gzipSync(tar))).toMatchObject({ files: 4, wrapper: "demo-main" });
    expect(await readFile(join(root, "app/Procfile"), "utf8")).toBe("web: true\n");
    expect(await readFile(join(root, "app/same"), "utf8")).toBe("web: true\n");
    expect(await readlink(join(root, "app/run"))).toBe("bin/run");
    expect((await stat(join(root, "app/bin/run"))).mode & 0o777).toBe(0o755);
  });
  test("stays when it is not alone, or when removal is not requested", async () => {
    expect((await unpackBytes(await tarballOf({ "./a/x": "1", "./b": "2" }))).wrapper).toBeNull();
    expect(await readFile(join(root, "app/a/x"), "utf8")).toBe("1");
    await rm(join(root, "app"), { recursive: true });
    await unpackBytes(await tarballOf({ "./app/x": "1" }), { unwrap: false });
    expect(await readFile(join(root, "app/app/x"), "utf8")).toBe("1");
  });
  test("a single file is no folder", async () => {
    expect((await unpackBytes(await tarballOf({ Procfile: "web: true" }))).wrapper).toBeNull();
  });
});

test("entries can be read and replaced whatever mode they have, and are never setuid", async () => {
  const tar = packTar([
    { header: { name: "secret/", type: "directory", mode: 0 } },
    { header: { name: "secret/tool", mode: 0o4111 }, body: "x" },
    file("Procfile"),
  ]);
  await unpackBytes(gzipSync(tar));
  expect((await stat(join(root, "app/secret/tool"))).mode & 0o7777).toBe(0o711);
});
