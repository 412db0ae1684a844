// Many concurrent viewers on raw sockets. node load.mjs '{"url", "viewers", "within", "warm", "gzip", "stall"}' prints one
// line of JSON: delays of stamped lines in ms, and the time of the last byte. `within`: ms in which all join. Lines stamped
// in the first `warm` ms are excluded (a late viewer's replay is not a delay). `stall`: number of viewers that never read.
import { connect } from "node:net";

const asked = { viewers: 1, within: 10, warm: 0, gzip: false, stall: 0, ...JSON.parse(process.argv[2]) };
const url = new URL(asked.url);
const clock = () => Number(process.hrtime.bigint() / 1000n);
const begun = clock();
const counted = begun + asked.warm * 1000;
const delays = [];
const TAG = Buffer.from("T=");
const request = `GET ${url.pathname}${url.search} HTTP/1.1\r\nHost: ${url.host}\r\nConnection: close\r\n${
  asked.gzip ? "Accept-Encoding: gzip\r\n" : ""
}\r\n`;
let bytes = 0;
let errors = 0;
let ended = 0;
let lastByte = begun;

function take(length, buffer) {
  const at = clock();
  bytes += length;
  // Not the end of the body, nor a heartbeat.
  if (length > 64) lastByte = at;
  if (!asked.stamped) return true;
  for (let i = buffer.indexOf(TAG); i >= 0 && i < length; i = buffer.indexOf(TAG, i + 10)) {
    const stamp = Number(/^\d+/.exec(buffer.toString("latin1", i + 2, Math.min(length, i + 22))));
    if (stamp > counted) delays.push(at - stamp);
  }
  return true;
}

function view() {
  const socket = connect({
    port: Number(url.port),
    host: "127.0.0.1",
    onread: { buffer: Buffer.alloc(asked.viewers > 10 ? 16_384 : 262_144), callback: take },
  });
  socket.write(request);
  socket.on("error", () => {
    errors += 1;
  });
  socket.once("close", () => {
    ended += 1;
    if (ended === asked.viewers) finish();
  });
}

function finish() {
  delays.sort((a, b) => a - b);
  const at = (share) => (delays[Math.min(delays.length - 1, Math.floor(delays.length * share))] ?? 0) / 1000;
  const [seconds, endSeconds] = [(lastByte - begun) / 1e6, (clock() - begun) / 1e6];
  const lines = delays.length;
  const text = JSON.stringify({
    bytes,
    seconds,
    endSeconds,
    lines,
    p50: at(0.5),
    p99: at(0.99),
    max: at(1),
    errors,
  });
  process.stdout.write(`${text}\n`, () => process.exit());
}

for (let n = 0; n < asked.stall; n += 1) connect(Number(url.port), "127.0.0.1").pause().write(request);
for (let n = 0; n < asked.viewers; n += 1) setTimeout(view, (n * asked.within) / asked.viewers);
