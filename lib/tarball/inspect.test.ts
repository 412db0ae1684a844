import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { noise } from "@/test/harness/seeded-random";
import { inTempFolder, run, sliced, textEntry, tgz, writeTree } from "@/test/harness/tarballs";
import { inspect } from "./inspect";

const bytesOf = (data: Uint8Array | string) =>
  new Uint8Array(typeof data === "string" ? Buffer.from(data) : data);
const read = (data: Uint8Array | string) => inspect(sliced(bytesOf(data)));

describe("a good tarball", () => {
  test("returns the contents", async () => {
    const data = await tgz([
      { header: { name: "shop-main/", size: 0, type: "directory" } },
      textEntry("shop-main/package.json", "{}"),
      textEntry("shop-main/Procfile", "web: node ."),
      textEntry("shop-main/src/index.js", "1"),
      { header: { name: "shop-main/now", size: 0, type: "symlink", linkname: "src/index.js" } },
    ]);
    expect(await read(data)).toEqual({
      bytes: data.length,
      sha256: createHash("sha256").update(data).digest("hex"),
      files: 3,
      unpacked: 14,
      wrapping: "shop-main",
      detected: { languages: ["Node.js"], files: ["package.json", "Procfile"] },
      links: 1,
      leaving: [],
      secrets: [],
      commit: null,
      warnings: [],
      web: true,
    });
  });

  test.each([
    ["./app.js ./lib/a.js", null],
    ["./app/a.js ./app/b.js", "app"],
    ["app/a.js README", null],
    ["a.js", null],
  ])("finds the wrapping folder of %s: %s", async (names, wrapping) => {
    expect((await read(await tgz(names.split(" ").map((name) => textEntry(name))))).wrapping).toBe(wrapping);
  });

  test.each([
    ["Procfile", [], ["Procfile"]],
    ["requirements.txt Procfile", ["Python"], ["requirements.txt", "Procfile"]],
    ["Gemfile package.json", ["Ruby", "Node.js"], ["Gemfile", "package.json"]],
    ["shop.sln", [".NET"], ["shop.sln"]],
    ["docs/package.json README", [], []],
    ["index.html", [], []],
  ])("detects %s", async (names, languages, files) => {
    const { detected } = await read(await tgz(names.split(" ").map((name) => textEntry(name))));
    expect(detected).toEqual({ languages, files });
  });

  test("lists links that leave the folder, and counts all", async () => {
    const link = (name: string, linkname: string) => ({
      header: { name, size: 0, type: "symlink" as const, linkname },
    });
    const found = await read(
      await tgz([textEntry("a"), link("b/in", "../a"), link("b/out", "../../a"), link("c", "/etc/passwd")]),
    );
    expect(found.links).toBe(3);
    expect(found.leaving).toEqual(["b/out", "c"]);
  });

  test("reads GNU tar archives with long names, and the commit in a git archive", async () => {
    const long = `${"deep/".repeat(60)}${"n".repeat(120)}.js`;
    await inTempFolder(async (folder) => {
      writeTree(folder, { "package.json": "{}", [long]: "1", "ünï.txt": "2" });
      run("tar", ["czf", "../gnu.tgz", "--format=gnu", "-C", folder, "."], folder);
      const gnu = await read(readFileSync(`${folder}/../gnu.tgz`));
      expect([gnu.files, gnu.detected.languages]).toEqual([3, ["Node.js"]]);
      const git = (...args: string[]) =>
        run("git", ["-c", "user.name=a", "-c", "user.email=a@example.com", ...args], folder);
      git("init", "-q");
      git("add", ".");
      git("commit", "-qm", "one");
      git("archive", "--format=tar.gz", "--prefix=x-main/", "-o", "out.tgz", "HEAD");
      const archived = await read(readFileSync(`${folder}/out.tgz`));
      expect(archived.commit).toBe(git("rev-parse", "HEAD").trim());
      expect([archived.files, archived.wrapping]).toEqual([3, "x-main"]);
    });
  });

  test("gives the same result for any chunks", async () => {
    const data = await tgz([textEntry("package.json", "{}"), textEntry("b", noise(3000).toString("hex"))]);
    const whole = await read(data);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 9 }),
        async (cuts) => {
          expect(await inspect(sliced(data, cuts))).toEqual(whole);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("secrets", () => {
  const key = "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk\n";
  test.each([
    [".env", "A=1", "environment values"],
    ["config/.env.production", "A=1", "environment values"],
    [".env.example", "A=", null],
    [".env.local.example", "A=", null],
    ["certs/server.pem", key, "a private key"],
    ["certs/ca.pem", "-----BEGIN CERTIFICATE-----\n", null],
    ["store.p12", "", "a key"],
    ["id_rsa", "", "a key"],
    ["id_rsa.pub", "ssh-rsa AAAA", null],
    ["src/fixture.txt", key, "a private key"],
    ["src/read-key.js", 'if (text.includes("-----BEGIN PRIVATE KEY-----")) {', null],
    ["service.json", '{"private_key": "-----BEGIN PRIVATE KEY-----\\nMII', "a private key"],
    [".npmrc", "//registry.example.com/:_authToken=abcdef", "a registry token"],
    [".npmrc", "//registry.example.com/:_authToken=$NPM_TOKEN", null],
    ["deploy.sh", `export AWS_ACCESS_KEY_ID=AKIA${"A1".repeat(8)}`, "an AWS key"],
    ["node_modules/x/test/id_rsa", key, null],
  ])("%s", async (name, text, what) => {
    const { secrets } = await read(await tgz([textEntry("index.js", "1"), textEntry(name, text)]));
    expect(secrets).toEqual(what ? [{ path: name, what }] : []);
  });
});
