// The viewer beside the least that any viewer must do, and beside a terminal emulator.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spread, table } from "./table.mjs";
import { buildPages } from "./viewer/build.mjs";
import { writeLog } from "./viewer/generate.mjs";
import { measureLive, measureWhole } from "./viewer/measure.mjs";
import { ownSize } from "./viewer/own-size.mjs";
import { servePages } from "./viewer/serve.mjs";

const NAMES = ["ours", "floor", "xterm"];
const MB = Number(process.env.BENCH_VIEWER_MB ?? 100);
const RUNS = Number(process.env.BENCH_RUNS ?? 3);
const [RATE, SECONDS] = [20_000, 10];

export async function printViewer() {
  const folder = mkdtempSync(join(tmpdir(), "slipway-viewer-"));
  const { bytes, lines } = writeLog(join(folder, `build-${MB}M.log`), MB * 1e6);
  await buildPages(join(folder, "pages"), NAMES);
  const { origin, stop } = await servePages({ pages: join(folder, "pages"), data: folder });
  try {
    const whole = await rounds((name) => measureWhole(origin, name, `${MB}M`));
    console.log(`\n## Viewer: ${bytes} bytes, ${lines} lines\n`);
    print(whole, ["first", "whole", "longest", "memory", "wheel", "drag", "jump", "search", "matches"]);
    const live = await rounds((name) => measureLive(origin, name, RATE, SECONDS));
    console.log(`\n### Followed: ${RATE} lines a second\n`);
    print(live, ["lag50", "lag95", "fps", "longest", "memory"]);
    const sizes = Object.entries(await ownSize()).map(([name, size]) => `${name} ${size}`);
    console.log(`\nOwn code of the viewer, minified and gzipped, in bytes: ${sizes.join(", ")}`);
  } finally {
    stop();
  }
}

/** Rounds outermost, so that the compared ones run side by side. */
async function rounds(measure) {
  const results = new Map(NAMES.map((name) => [name, []]));
  for (let round = 0; round < RUNS; round += 1) {
    for (const name of NAMES) results.get(name).push(await measure(name));
  }
  return results;
}

function print(results, columns) {
  const rows = [...results].map(([name, runs]) => [
    name,
    ...columns.map((column) => spread(runs.map((run) => run[column]))),
  ]);
  console.log(table(["", ...columns], rows));
}
