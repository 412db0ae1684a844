// Uploads the same tarball through Slipway and straight to the storage, in turn, and compares.
import { randomBytes } from "node:crypto";
import { createReadStream, statSync } from "node:fs";
import { mkdtemp, open } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { createTarPacker } from "modern-tar";
import { median } from "./table.mjs";

const MEGABYTES = Number(process.env.BENCH_MB ?? 1024);
const RUNS = Number(process.env.BENCH_RUNS ?? 3);
const HEROKU = { accept: "application/vnd.heroku+json; version=3", "content-type": "application/json" };

/** @returns rows: what was measured, median in seconds, ratio to the storage alone */
export async function measureUploads(product) {
  const tarball = await makeTarball(MEGABYTES);
  const auth = { ...HEROKU, authorization: `Bearer ${product.token}` };
  const app = await call(`${product.api}/apps`, "POST", auth, {});
  const straight = [];
  const through = [];
  let grown = 0;
  for (let run = 0; run < RUNS; run++) {
    const source = await call(`${product.api}/sources`, "POST", auth);
    straight.push(await timed(() => send("PUT", source.source_blob.put_url, tarball, {})));

    const before = product.rssOf();
    const watch = setInterval(() => {
      grown = Math.max(grown, product.rssOf() - before);
    }, 50);
    let build;
    through.push(
      await timed(async () => {
        const headers = { origin: product.url };
        build = JSON.parse(await send("POST", `${product.url}/api/apps/${app.id}/uploads`, tarball, headers));
      }),
    );
    clearInterval(watch);
    await call(`${product.api}/apps/${app.id}/builds/${build.id}`, "DELETE", auth);
  }
  const [floor, ours] = [median(straight), median(through)];
  return [
    [`${MEGABYTES} MB straight to storage`, `${floor.toFixed(2)} s`, "1"],
    [`${MEGABYTES} MB through Slipway (hashed, checked)`, `${ours.toFixed(2)} s`, (floor / ours).toFixed(2)],
    ["Slipway's memory grew at most by", `${(grown / 1024 ** 2).toFixed(0)} MB`, ""],
  ];
}

/** A gzipped tar of one file that does not compress; stored, so that packing is quick. */
async function makeTarball(megabytes) {
  const path = join(await mkdtemp(join(tmpdir(), "slipway-bench-")), "big.tgz");
  const noise = randomBytes(1024 ** 2);
  const { readable, controller } = createTarPacker();
  const file = await open(path, "w");
  const written = pipeline(Readable.fromWeb(readable), createGzip({ level: 0 }), file.createWriteStream());
  const writer = controller
    .add({ name: "noise.bin", size: megabytes * noise.length, type: "file" })
    .getWriter();
  for (let n = 0; n < megabytes; n++) await writer.write(noise);
  await writer.close();
  controller.finalize();
  await written;
  return path;
}

async function call(url, method, headers, body) {
  const answer = await fetch(url, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  if (!answer.ok) throw new Error(`${method} ${url}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

function send(method, url, path, headers) {
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

async function timed(act) {
  const begun = performance.now();
  await act();
  return (performance.now() - begun) / 1000;
}
