// The viewer beside a minimal one, a terminal emulator, and two log viewers for React.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { median, spread, table } from "./table.mjs";
import { buildPages } from "./viewer/build.mjs";
import { checkLimits } from "./viewer/checks.mjs";
import { writeLog } from "./viewer/generate.mjs";
import { measureFirst, measureLive, measureWhole } from "./viewer/measure.mjs";
import { peersHere } from "./viewer/peers.mjs";
import { servePages } from "./viewer/serve.mjs";
import { ownSize, peerSize } from "./viewer/sizes.mjs";

const MB = Number(process.env.BENCH_VIEWER_MB ?? 100);
const RUNS = Number(process.env.BENCH_RUNS ?? 3);
const [RATE, SECONDS] = [20_000, 6];
/** LazyLog takes minutes, and its tab may crash: it is abandoned after this time, in ms. */
const TIMEOUT_MS = 45_000;
/** Maximum number of runs of slow viewers. */
const MOST = { xterm: 2, patternfly: 2, lazylog: 1 };

export async function printViewer() {
  const began = Date.now();
  const folder = mkdtempSync(join(tmpdir(), "slipway-viewer-"));
  const { bytes, lines } = writeLog(join(folder, `build-${MB}M.log`), MB * 1e6);
  writeLog(join(folder, "build-1M.log"), 1e6);
  const names = ["ours", "floor", ...(await peersHere())];
  await buildPages(join(folder, "pages"), names);
  const { origin, stop } = await servePages({ pages: join(folder, "pages"), data: folder });
  try {
    console.log(`\n## Viewer: ${bytes} bytes, ${lines} lines\n`);
    const small = await rounds(["ours"], () => measureFirst(origin, "ours", "1M"));
    const whole = await rounds(names, (name) => measureWhole(origin, name, `${MB}M`, TIMEOUT_MS));
    printWhole(whole, small.get("ours"));
    const live = await rounds(names, (name) => measureLive(origin, name, RATE, SECONDS));
    console.log(`\n### Followed: ${RATE} lines a second\n`);
    print(live, ["lag50", "lag95", "fps", "longest", "memory"]);
    console.log("\n### Limits\n");
    console.log(table(["", "seen", "as it must be"], await checkLimits(origin)));
    await printSizes(names);
    console.log(`\nTaken in ${Math.round((Date.now() - began) / 1_000)} s, ${RUNS} rounds.`);
  } finally {
    stop();
  }
}

/** Rounds are the outer loop, so that compared viewers run side by side. */
async function rounds(names, measure) {
  const results = new Map(names.map((name) => [name, []]));
  for (let round = 0; round < RUNS; round += 1) {
    for (const name of names) {
      if (round < (MOST[name] ?? RUNS)) results.get(name).push(await measure(name));
    }
  }
  return results;
}

function printWhole(whole, small) {
  print(whole, [
    "first",
    "whole",
    "memory",
    "loading",
    "using",
    "wheel",
    "drag",
    "jump",
    "search",
    "matches",
  ]);
  const of = (name, column) => median((whole.get(name) ?? []).map((run) => run[column] ?? Number.NaN));
  const ratio = (column, name) => (of("ours", column) / of(name, column)).toFixed(2);
  console.log(
    `\nFirst line: ${ratio("first", "floor")} × floor, and ${spread(small.map((run) => run.first))} ms at 1 MB.`,
  );
  const peers = [...whole.keys()].filter((name) => name !== "ours");
  for (const column of ["whole", "memory", "search"]) {
    console.log(`${column}: ${peers.map((name) => `${ratio(column, name)} × ${name}`).join(", ")}`);
  }
}

function print(results, columns) {
  const rows = [...results].map(([name, runs]) => [
    name,
    ...columns.map((column) => {
      const values = runs.map((run) => run[column]).filter((value) => value !== undefined);
      return values.length > 0 ? spread(values) : "–";
    }),
  ]);
  console.log(table(["", ...columns], rows));
}

async function printSizes(names) {
  const { shown, later } = await ownSize();
  const peers = await Promise.all(
    names.slice(1).map(async (name) => [name, kilobytes(await peerSize(name)), "–"]),
  );
  console.log("\n### Code on top of React, minified and gzipped, in kB\n");
  console.log(
    table(
      ["", "to show an output", "later, on demand"],
      [["ours", kilobytes(shown), kilobytes(later)], ...peers],
    ),
  );
}

const kilobytes = (bytes) => (bytes / 1_000).toFixed(1);
