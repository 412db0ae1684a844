// The same tarball directly to a counting storage, through nginx, and through Slipway, alternating.
import { execFileSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { createReadStream, createWriteStream, rmSync, statSync } from "node:fs";
import { mkdtemp, open } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { startNginx } from "./peers.mjs";
import { cpuOf, rssOf, start, untilUp } from "./processes.mjs";
import { startDashboard } from "./product.mjs";
import { median, spread } from "./table.mjs";

const MEGABYTES = Number(process.env.BENCH_MB ?? 1024);
const RUNS = Number(process.env.BENCH_RUNS ?? 3);
const PORT = Number(process.env.BENCH_PORT ?? 4600);
const UPSTREAM = new URL("upstream.mjs", import.meta.url).pathname;

/** Rows: target, MB/s, × nginx, CPU seconds per GB, memory growth in MB. */
export async function measureUploads() {
  const upstream = `http://127.0.0.1:${PORT + 4}`;
  start(process.execPath, [UPSTREAM], { PORT: String(PORT + 4) });
  await untilUp(`${upstream}/stats`);
  const nginx = await startNginx(PORT + 5, upstream);
  const ours = await startDashboard({ port: PORT + 7, api: upstream, token: "HRKU-bench", hosts: upstream });
  const upload = ["POST", `${ours.url}/api/apps/bench-app/uploads`, { origin: ours.url }];
  const ways = {
    "straight to storage": { ask: ["PUT", `${upstream}/blob`, {}] },
    ...(nginx
      ? { "nginx, request not buffered": { ask: ["PUT", `${nginx.url}/blob`, {}], pid: nginx.pid } }
      : {}),
    "Slipway (hashed and unpacked on the way)": { ask: upload, pid: ours.pid },
  };
  const tarball = await makeTarball(MEGABYTES);
  const small = await makeTarball(1);
  for (const { ask } of Object.values(ways)) await send(ask, small);
  const all = new Map();
  for (let run = 0; run < RUNS; run += 1) {
    for (const [name, way] of Object.entries(ways)) {
      all.set(name, [...(all.get(name) ?? []), await timed(way, tarball)]);
    }
    for (const [name, act] of Object.entries(floors)) {
      const begun = performance.now();
      await act(tarball);
      const rate = statSync(tarball).size / 1e3 / (performance.now() - begun);
      all.set(name, [...(all.get(name) ?? []), { rate, cpu: 0, grown: 0 }]);
    }
  }
  rmSync(tarball);
  const anchor = median((all.get("nginx, request not buffered") ?? []).map(({ rate }) => rate));
  return [...all].map(([name, runs]) => [
    name,
    spread(runs.map(({ rate }) => rate)),
    (median(runs.map(({ rate }) => rate)) / anchor).toFixed(2),
    spread(runs.map(({ cpu }) => cpu)),
    spread(runs.map(({ grown }) => grown)),
  ]);
}

/** The computations that every byte needs, alone in a process without network. */
const floors = {
  "only SHA-256 of it": async (path) => {
    const hash = createHash("sha256");
    for await (const piece of createReadStream(path, { highWaterMark: 262_144 })) hash.update(piece);
  },
  "only unpacking it": (path) =>
    pipeline(
      createReadStream(path, { highWaterMark: 262_144 }),
      createGunzip({ chunkSize: 262_144 }),
      new Writable({ write: (_piece, _encoding, done) => done() }),
    ),
};

async function timed({ ask, pid }, tarball) {
  const [before, cpu] = pid ? [rssOf(pid), cpuOf(pid)] : [0, 0];
  let peak = before;
  const watch = setInterval(() => {
    if (pid) peak = Math.max(peak, rssOf(pid));
  }, 50);
  const begun = performance.now();
  await send(ask, tarball);
  const seconds = (performance.now() - begun) / 1000;
  clearInterval(watch);
  const bytes = statSync(tarball).size;
  return {
    rate: bytes / 1e6 / seconds,
    cpu: pid ? ((cpuOf(pid) - cpu) / bytes) * 1e9 : 0,
    grown: peak - before,
  };
}

/** Returns a gzipped tar of one incompressible file, stored, so that packing is fast. */
async function makeTarball(megabytes) {
  const path = join(await mkdtemp(join(tmpdir(), "slipway-bench-")), "big.tgz");
  const noise = randomBytes(1024 ** 2);
  const folder = dirname(path);
  const file = await open(join(folder, "noise.bin"), "w");
  for (let n = 0; n < megabytes; n++) await file.write(noise);
  await file.close();
  execFileSync("tar", ["cf", "big.tar", "noise.bin"], { cwd: folder });
  await pipeline(
    createReadStream(join(folder, "big.tar")),
    createGzip({ level: 0 }),
    createWriteStream(path),
  );
  rmSync(join(folder, "noise.bin"));
  rmSync(join(folder, "big.tar"));
  return path;
}

function send([method, url, headers], path) {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers: { ...headers, "content-length": statSync(path).size } });
    outgoing.once("error", reject);
    outgoing.once("response", (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (piece) => {
        text += piece;
      });
      answer.once("end", () =>
        answer.statusCode < 300
          ? resolve(text)
          : reject(new Error(`${method}: ${answer.statusCode} ${text}`)),
      );
    });
    createReadStream(path, { highWaterMark: 1024 ** 2 }).pipe(outgoing);
  });
}
