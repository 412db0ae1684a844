import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { sliced, textEntry, tgz } from "@/test/harness/tarballs";
import { inspectSlug } from "./inspect-slug";
import { defaultLimits } from "./limits";

const slug = () =>
  tgz([
    { header: { name: "./app/", size: 0, type: "directory" } },
    textEntry("./app/Procfile", "web: node server.js\n"),
    textEntry("./app/node_modules/x/Procfile", "web: not this one\n"),
    textEntry("./app/server.js", "listen()"),
  ]);

describe("the tarball of a slug", () => {
  test("returns size, checksum, files and the app's Procfile", async () => {
    const bytes = await slug();
    const seen: number[] = [];
    expect(
      await inspectSlug(sliced(bytes, [1, 7, 100]), { onProgress: ({ bytes: count }) => seen.push(count) }),
    ).toEqual({
      bytes: bytes.length,
      sha256: createHash("sha256").update(bytes).digest("hex"),
      files: 3,
      unpacked: 46,
      procfile: "web: node server.js\n",
    });
    expect(seen.at(-1)).toBe(bytes.length);
  });

  test("accepts a slug without a Procfile", async () => {
    expect((await inspectSlug(sliced(await tgz([textEntry("app/server.js", "x")])))).procfile).toBeNull();
  });

  test.each<[string, () => Uint8Array<ArrayBuffer> | Promise<Uint8Array<ArrayBuffer>>]>([
    ["not_a_slug", () => tgz([textEntry("package.json", "{}"), textEntry("src/app/x", "")])],
    ["not_a_slug", () => tgz([textEntry("app", "a file")])],
    ["not_gzip", () => new Uint8Array([80, 75, 3, 4])],
    ["not_tar", () => new Uint8Array(gzipSync("just text".repeat(100)))],
    ["unsafe_tarball", () => tgz([textEntry("app/../../x", "")])],
    ["truncated_tarball", async () => (await slug()).slice(0, -12)],
    ["empty_tarball", () => tgz([{ header: { name: "app/", size: 0, type: "directory" } }])],
  ])("is refused as %s", async (id, bytes) => {
    await expect(inspectSlug(sliced(await bytes()))).rejects.toMatchObject({ id });
  });

  test("refuses to unpack more than the limit", async () => {
    const limits = { ...defaultLimits, unpacked: 20 };
    await expect(inspectSlug(sliced(await slug()), { limits })).rejects.toMatchObject({ id: "too_large" });
  });
});
