import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { oddEntries } from "@/test/harness/odd-archives/entries";
import { oddFormats } from "@/test/harness/odd-archives/formats";
import { oddStreams } from "@/test/harness/odd-archives/streams";
import { inTempFolder } from "@/test/harness/tarballs";
import { browserVerdict, platformVerdict, serverVerdict, treeOf } from "@/test/harness/three-readers";

/** GNU tar decides what unpacks, and to what. */
const archives = [...oddStreams, ...oddEntries, ...oddFormats];

describe("an unusual archive gets the same result from all readers and from GNU tar", () => {
  test.each(archives)("$what: $ours", async ({ bytes, gnu, ours, names }) => {
    await inTempFolder(async (folder) => {
      const archive = bytes();
      const gnuTar = unpackedByTar(archive, folder);
      expect(gnuTar.fails).toBe(gnu === "fails");
      const verdicts = [
        await browserVerdict(archive),
        await serverVerdict(archive),
        await platformVerdict(archive, folder),
      ];
      // Small archives are also read in chunks of 7 bytes.
      if (archive.length < 12_000) {
        verdicts.push(await browserVerdict(archive, 7), await serverVerdict(archive, 7));
      }
      for (const verdict of verdicts) {
        expect(verdict).toMatch(ours === "unpacks" ? /^unpacks$/ : new RegExp(`^${ours}: `));
        if (names !== undefined) expect(verdict).toContain(names);
      }
      if (ours === "unpacks") expect(treeOf(join(folder, "app"))).toEqual(treeOf(join(folder, "gnu")));
    });
  });
});

function unpackedByTar(archive: Uint8Array, folder: string): { fails: boolean } {
  mkdirSync(join(folder, "gnu"));
  writeFileSync(join(folder, "archive.tgz"), archive);
  const options = ["-xpzf", "../archive.tgz", "--no-same-owner", "--delay-directory-restore"];
  const { status } = spawnSync("tar", options, { cwd: join(folder, "gnu"), stdio: "ignore" });
  return { fails: status !== 0 };
}
