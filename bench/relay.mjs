// Slipway's relay of outputs beside nginx and a plain Next route, alternating in one run.
import { fileURLToPath } from "node:url";
import { startNginx, startPlainNext } from "./peers.mjs";
import { cpuOf, rssOf, run, sleep, start, untilUp } from "./processes.mjs";
import { startDashboard } from "./product.mjs";
import { median, spread } from "./table.mjs";

const BYTES = Number(process.env.BENCH_MB ?? 1024) * 1024 ** 2;
const RUNS = Number(process.env.BENCH_RUNS ?? 3);
const PORT = Number(process.env.BENCH_PORT ?? 4600);
const LOAD = fileURLToPath(new URL("load.mjs", import.meta.url));
const UPSTREAM = fileURLToPath(new URL("upstream.mjs", import.meta.url));
const load = async (asked) => JSON.parse(await run(process.execPath, [LOAD, JSON.stringify(asked)]));

/** Starts upstream, peers and dashboard; `rows` are the measured servers with the address of a stream. */
export async function relayWorld() {
  const upstream = `http://127.0.0.1:${PORT + 4}`;
  start(process.execPath, [UPSTREAM], { PORT: String(PORT + 4) });
  await untilUp(`${upstream}/stats`);
  const nginx = await startNginx(PORT + 5, upstream);
  const plain = await startPlainNext(PORT + 6, upstream);
  const dashboard = await startDashboard({
    port: PORT + 7,
    api: upstream,
    token: "HRKU-bench",
    hosts: upstream,
  });
  const through = (base, { pid }) => ({ pid, address: (stream) => base + stream });
  const ours = {
    pid: dashboard.pid,
    async address(stream, pending = 1) {
      const made = await fetch(`${upstream}/_build?pending=${pending}&stream=${encodeURIComponent(stream)}`);
      return `${dashboard.url}/api/apps/bench-app/builds/${(await made.json()).id}/output`;
    },
  };
  const rows = {
    direct: through(upstream, { pid: null }),
    ...(nginx
      ? { nginx: through(nginx.url, nginx), "nginx, 64 k buffer": through(`${nginx.url}/64k`, nginx) }
      : {}),
    "plain Next route": through(plain.url, plain),
    Slipway: ours,
  };
  // The first request to each loads and compiles code.
  for (const row of Object.values(rows)) {
    for (const stream of ["/fast?bytes=50000000", "/live?every=50&secs=1"])
      await load({ url: await row.address(stream) });
  }
  return { upstream, rows, nginx };
}

/** One viewer of one long output at full speed. Rows: server, MB/s, × nginx, CPU seconds per GB. */
export async function measureThroughput({ rows }) {
  const all = new Map();
  const note = (name, value) => all.set(name, [...(all.get(name) ?? []), value]);
  for (let round = 0; round < RUNS; round += 1) {
    for (const [name, row] of Object.entries(rows)) {
      const url = await row.address(`/fast?bytes=${BYTES}`);
      note(name === "Slipway" ? "Slipway, live" : name, await timed(row, { url }));
      if (name !== "Slipway") continue;
      await stored(url);
      note("Slipway, finished", await timed(row, { url }));
      note("Slipway, finished, gzip", await timed(row, { url, gzip: true }));
    }
  }
  const anchor = median((all.get("nginx") ?? []).map(({ rate }) => rate));
  return [...all].map(([name, runs]) => [
    name,
    spread(runs.map(({ rate }) => rate)),
    (median(runs.map(({ rate }) => rate)) / anchor).toFixed(2),
    spread(runs.map(({ cpu }) => cpu)),
    spread(runs.map(({ rss }) => rss)),
  ]);
}

/** Waits until a finished output is on disk, also compressed. */
async function stored(url) {
  await fetch(`${url}/summary`);
  for (let tries = 0; tries < 120; tries += 1) {
    const gone = new AbortController();
    const answer = await fetch(url, { headers: { "accept-encoding": "gzip" }, signal: gone.signal });
    const encoding = answer.headers.get("content-encoding");
    gone.abort();
    if (encoding === "gzip") return;
    await sleep(500);
  }
  throw new Error("the finished output was not kept");
}

async function timed({ pid }, asked) {
  const before = pid ? cpuOf(pid) : 0;
  const { seconds } = await load(asked);
  const cpu = pid ? ((cpuOf(pid) - before) / BYTES) * 1e9 : 0;
  return { rate: BYTES / 1e6 / seconds, cpu, rss: pid ? rssOf(pid) : 0 };
}

/**
 * Measures `viewers` of one live output with a line each `every` ms. Rows: server, upstream connections, p50, p99, max,
 * memory, errors, then CPU seconds and their ratios to the plain route and nginx, in total and after `warm` ms.
 */
export async function measureFan({ rows, upstream }, { only, ...asked }) {
  const all = new Map();
  for (let round = 0; round < RUNS; round += 1) {
    for (const [name, row] of Object.entries(rows)) {
      if (only && !only.includes(name)) continue;
      const line = await watched(row, upstream, { ...asked, round });
      all.set(name, [...(all.get(name) ?? []), line]);
    }
  }
  const times = (name, peer, key) => {
    const [own, other] = [name, peer].map((one) => median((all.get(one) ?? []).map((run) => run[key])));
    return own && other ? (own / other).toFixed(2) : "";
  };
  return [...all].map(([name, runs]) => [
    name,
    ...["connections", "p50", "p99", "max", "peak"].map((key) => spread(runs.map((run) => run[key]))),
    String(runs.reduce((sum, { errors }) => sum + errors, 0)),
    ...["cpu", "cpuThen"].flatMap((key) => [
      spread(runs.map((run) => run[key])),
      times(name, "plain Next route", key),
      times(name, "nginx", key),
    ]),
  ]);
}

/** 50 viewers of 1,000 lines a second, without and with ten that never read. Rows: number, p99, × without, memory growth. */
export async function measureStall({ rows, upstream }) {
  const runs = { 0: [], 10: [] };
  // The first run of a kind has a growing heap.
  for (let round = -1; round < RUNS; round += 1) {
    for (const stall of [0, 10]) {
      const asked = { viewers: 50, every: 1, seconds: 5, warm: 1500, stall, round };
      const line = await watched(rows.Slipway, upstream, asked);
      if (round >= 0) runs[stall].push(line);
    }
  }
  const without = median(runs[0].map(({ p99 }) => p99));
  return Object.entries(runs).map(([stall, lines]) => [
    stall,
    spread(lines.map(({ p99 }) => p99)),
    (median(lines.map(({ p99 }) => p99)) / without).toFixed(2),
    spread(lines.map(({ grown }) => grown)),
  ]);
}

async function watched(row, upstream, asked) {
  const { viewers, every, seconds = 8, warm = 0, within = 10, stall = 0, round } = asked;
  await fetch(`${upstream}/reset`);
  const url = await row.address(`/live?every=${every}&secs=${seconds}&round=${round}`);
  const before = row.pid ? cpuOf(row.pid) : 0;
  const rssBefore = row.pid ? rssOf(row.pid) : 0;
  let peak = 0;
  let cpuWarm = before;
  const warmed = setTimeout(() => {
    cpuWarm = row.pid ? cpuOf(row.pid) : 0;
  }, warm);
  const watch = setInterval(() => {
    peak = Math.max(peak, row.pid ? rssOf(row.pid) : 0);
  }, 500);
  const result = await load({ url, viewers, within, warm, stall, stamped: true });
  clearInterval(watch);
  clearTimeout(warmed);
  const connections = (await (await fetch(`${upstream}/stats`)).json()).peak;
  const after = row.pid ? cpuOf(row.pid) : 0;
  await sleep(500);
  return {
    ...result,
    cpu: after - before,
    cpuThen: after - cpuWarm,
    grown: peak - rssBefore,
    peak,
    connections,
  };
}
