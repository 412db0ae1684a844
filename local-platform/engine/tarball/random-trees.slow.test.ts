import {
  chmodSync,
  linkSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { inTempFolder, run } from "@/test/harness/tarballs";
import { browserVerdict, platformVerdict, serverVerdict, treeOf } from "@/test/harness/three-readers";

type Node = {
  path: string;
  kind: "file" | "hole" | "link" | "hard" | "folder";
  bytes: Uint8Array;
  mode: number;
};

const name = fc.string({ unit: fc.constantFrom(..."abcX._- ü漢\\:\n"), minLength: 1, maxLength: 12 });
const node = fc.record({
  path: fc
    .array(
      name.map((text) => `n${text}`),
      { minLength: 1, maxLength: 4 },
    )
    .map((parts) => parts.join("/")),
  kind: fc.constantFrom("file", "file", "hole", "link", "hard", "folder"),
  bytes: fc.uint8Array({ maxLength: 1_500 }),
  mode: fc.constantFrom(0o600, 0o644, 0o755, 0o640, 0o777),
}) satisfies fc.Arbitrary<Node>;
/** Nothing lies below what is no folder. */
const tree = fc
  .uniqueArray(node, { selector: ({ path }) => path, minLength: 1, maxLength: 10 })
  .map((nodes) =>
    nodes.filter(
      ({ path }) => !nodes.some((other) => path.startsWith(`${other.path}/`) && other.kind !== "folder"),
    ),
  );

function write(root: string, nodes: Node[]): void {
  writeFileSync(join(root, "first"), "the first");
  for (const { path, kind, bytes, mode } of nodes) {
    const at = join(root, path);
    mkdirSync(dirname(at), { recursive: true });
    if (kind === "folder") mkdirSync(at, { recursive: true });
    else if (kind === "link") symlinkSync(`../${path}`, at);
    else if (kind === "hard") linkSync(join(root, "first"), at);
    else writeFileSync(at, kind === "hole" ? "" : bytes);
    if (kind === "hole") run("dd", ["if=/dev/urandom", `of=${at}`, "bs=1k", "count=1", "seek=200"], root);
    if (kind === "file" || kind === "folder") chmodSync(at, mode | (kind === "folder" ? 0o700 : 0));
    if (kind === "file") utimesSync(at, 1_600_000_000, 1_600_000_000 + bytes.length);
  }
}

test.each([
  ["ustar", "--format=ustar"],
  ["gnu", "--format=gnu"],
  ["gnu, sparse", "--format=gnu -S"],
  ["pax", "--format=pax"],
  ["pax, sparse 1.0", "--format=pax -S"],
  ["pax, sparse 0.1", "--format=pax -S --sparse-version=0.1"],
  ["pax, sparse 0.0", "--format=pax -S --sparse-version=0.0"],
  ["v7", "--format=v7"],
  ["gnu, incremental", "--format=gnu -g snapshot"],
])("a random tree that GNU tar packs as %s unpacks to the same tree", async (_, options) => {
  await fc.assert(
    fc.asyncProperty(tree, (nodes) =>
      inTempFolder(async (folder) => {
        mkdirSync(join(folder, "tree"));
        write(join(folder, "tree"), nodes);
        run("tar", [...options.split(" "), "-czf", "tree.tgz", "-C", "tree", "."], folder);
        const bytes = new Uint8Array(readFileSync(join(folder, "tree.tgz")));
        expect(await browserVerdict(bytes, 999)).toBe("unpacks");
        expect(await serverVerdict(bytes, 999)).toBe("unpacks");
        expect(await platformVerdict(bytes, folder)).toBe("unpacks");
        expect(treeOf(join(folder, "app"))).toEqual(treeOf(join(folder, "tree")));
      }),
    ),
    { numRuns: 8 },
  );
});

test("cut short or changed, an archive is never taken with a file missing or other than GNU tar has it", async () => {
  await fc.assert(
    fc.asyncProperty(
      tree,
      fc.constantFrom("gnu", "pax"),
      fc.constantFrom("cut", "flip", "cut inside", "flip inside"),
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      (nodes, format, how, where, flip) =>
        inTempFolder(async (folder) => {
          mkdirSync(join(folder, "tree"));
          write(join(folder, "tree"), nodes);
          run("tar", [`--format=${format}`, "-czf", "tree.tgz", "-C", "tree", "."], folder);
          const packed = readFileSync(join(folder, "tree.tgz"));
          const whole = how.endsWith("inside") ? gunzipSync(packed) : packed;
          const at = where % whole.length;
          const harmed = how.startsWith("cut") ? whole.subarray(0, at) : Buffer.from(whole);
          if (how.startsWith("flip")) harmed[at] = (harmed[at] ?? 0) ^ flip;
          const bytes = new Uint8Array(how.endsWith("inside") ? gzipSync(harmed) : harmed);
          const verdicts = [
            await browserVerdict(bytes),
            await serverVerdict(bytes),
            await platformVerdict(bytes, folder),
          ];
          expect(new Set(verdicts.map((verdict) => verdict === "unpacks")).size).toBe(1);
          if (verdicts[0] !== "unpacks") return;
          mkdirSync(join(folder, "gnu"));
          // Fails when GNU tar refuses it.
          run(
            "tar",
            ["-xpzf", "../source.tgz", "--no-same-owner", "--delay-directory-restore"],
            join(folder, "gnu"),
          );
          expect(treeOf(join(folder, "app"))).toEqual(treeOf(join(folder, "gnu")));
          if (!how.endsWith("inside"))
            expect(treeOf(join(folder, "app"))).toEqual(treeOf(join(folder, "tree")));
        }),
    ),
    { numRuns: 60 },
  );
});
