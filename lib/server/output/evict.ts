import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";

type Entry = { name: string; used: number; plain: number; packed: number };

/**
 * Reduces a folder of stored outputs to its cap: removes the plain bytes of compressed outputs first, then whole
 * outputs, each by least recent use. Open files stay readable.
 */
export async function evict(folder: string, capBytes: number): Promise<void> {
  const entries = (await entriesOf(folder)).sort((a, b) => a.used - b.used);
  let total = entries.reduce((sum, { plain, packed }) => sum + plain + packed, 0);
  for (const entry of entries.filter(({ packed }) => packed > 0)) {
    if (total <= capBytes) return;
    await rm(join(/* turbopackIgnore: true */ folder, `${entry.name}.out`), { force: true });
    total -= entry.plain;
    entry.plain = 0;
  }
  for (const { name, plain, packed } of entries) {
    if (total <= capBytes) return;
    for (const ending of ["json", "out", "gz"]) {
      await rm(join(/* turbopackIgnore: true */ folder, `${name}.${ending}`), { force: true });
    }
    total -= plain + packed;
  }
}

async function entriesOf(folder: string): Promise<Entry[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".json"));
  return Promise.all(
    names.map(async (file) => {
      const name = file.slice(0, -".json".length);
      const [meta, plain, packed] = await Promise.all(
        ["json", "out", "gz"].map((ending) =>
          stat(join(/* turbopackIgnore: true */ folder, `${name}.${ending}`)).catch(() => null),
        ),
      );
      return { name, used: meta?.mtimeMs ?? 0, plain: plain?.size ?? 0, packed: packed?.size ?? 0 };
    }),
  );
}
