// A synthetic build log as npm, webpack and docker write it: colours, progress bars, very long lines, emoji. The same
// seed gives the same bytes. Heartbeats (NULs) are left out: they are no output.
import { createHash } from "node:crypto";
import { closeSync, existsSync, openSync, readFileSync, writeFileSync, writeSync } from "node:fs";

const FIRST = "-----> Building on the Heroku-24 stack";
const LAST = "-----> Build finished END-OF-LOG";
export const NEEDLE = "needle-7f3a9c"; // planted at 1 %, 50 % and 99 % of the bytes

function rng(seed) {
  // mulberry32
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const WORDS =
  "core react dom webpack loader babel plugin util stream buffer crypto parse glob minimatch semver lodash tiny chalk ansi string width wrap cache yargs debug express router body cookie session redis pool queue worker thread proxy agent http https tls dns node gyp sass postcss autoprefixer browserslist caniuse terser swc next image font".split(
    " ",
  );
const UNI = [
  "✓",
  "✔",
  "⚠️",
  "→",
  "日本語のログ",
  "größe",
  "naïve café",
  "🚀 deploy",
  "│",
  "├──",
  "└──",
  "Привет",
  "👩‍💻",
  "한국어",
  "…",
];
const E = "\x1b[";
const c = (n, s) => `${E}${n}m${s}${E}0m`;

export function* lines(seed = 1) {
  const r = rng(seed);
  const int = (n) => Math.floor(r() * n);
  const pick = (a) => a[int(a.length)];
  const ver = () => `${int(20)}.${int(40)}.${int(30)}`;
  const pkg = () => `${(r() < 0.25 ? `@${pick(WORDS)}/` : "") + pick(WORDS)}-${pick(WORDS)}`;
  const hex = (n) => {
    let s = "";
    while (s.length < n) s += Math.floor(r() * 0xffffffff).toString(16);
    return s.slice(0, n);
  };
  const path = () =>
    `./src/${pick(WORDS)}/${pick(WORDS)}/${pick(WORDS)}-${int(999)}.${pick(["tsx", "ts", "js", "scss", "css", "svg"])}`;
  let t = 0;
  let step = 1;
  let n = 0;
  yield FIRST;
  yield "-----> Using buildpack: heroku/nodejs";
  yield "-----> Node.js app detected";
  for (;;) {
    n++;
    t += r() * 0.05;
    const k = r();
    if (n % 2003 === 0) {
      int(3);
      yield "       Still working…";
      continue;
    }
    if (k < 0.22)
      yield `       npm ${c("33", "warn")} ${c("94", "deprecated")} ${pkg()}@${ver()}: This version is no longer supported; upgrade to ${pkg()}@${ver()}`;
    else if (k < 0.38)
      yield `       npm http fetch GET 200 registry/${pkg()}/-/${pick(WORDS)}-${ver()}.tgz ${int(900)}ms (cache ${pick(["miss", "hit", "revalidated"])})`;
    else if (k < 0.56)
      yield `       ${c("1;32", path())} ${c("90", `${int(900)}.${int(99)} KiB`)} ${c("1;33", `{${int(60)}}`)} ${c("1;32", "[built]")}${r() < 0.1 ? c("1;31", " [big]") : ""}`;
    else if (k < 0.78)
      yield `       #${step} ${t.toFixed(3)} ${pick(["Get:", "Unpacking ", "Setting up ", "Selecting ", "COPY "])}${pick(WORDS)}-${pick(WORDS)} (${ver()}-${int(9)}ubuntu${int(9)}) over (${ver()}) ...`;
    else if (k < 0.86)
      yield `       ${E}38;5;${int(256)}m${pick(UNI)}${E}39m ${path()} ${E}38;2;${int(256)};${int(256)};${int(256)}m${pick(UNI)} ${pick(WORDS)}${E}0m ${E}4mhttps://example.com/${pick(WORDS)}/${int(9999)}${E}24m`;
    else if (k < 0.93) yield `       ${c("36", "info")}  - ${pick(WORDS)} ${pick(WORDS)} sha256:${hex(64)}`;
    else if (k < 0.965) {
      step++;
      yield `${c("1", "----->")} ${c("35", `Step ${step}`)} : RUN ${pick(WORDS)} ${pick(WORDS)} --${pick(WORDS)}=${hex(8)}`;
    } else if (k < 0.985)
      yield r() < 0.5
        ? ""
        : `       ${c("31;1", "ERROR")} in ${path()}:${int(900)}:${int(120)} ${c("41;97", ` TS${2000 + int(700)} `)}: Type '${pick(WORDS)}' is not assignable to type '${pick(WORDS)}'.`;
    else if (k < 0.9995) {
      // A progress bar: frames separated by a lone CR, one line in the end.
      const frames = 2 + int(6);
      let s = "";
      for (let i = 1; i <= frames; i++) {
        const p = Math.round((i * 100) / frames);
        s += `${i > 1 ? `\r${E}2K` : ""}       ${c("32", "█".repeat((p / 10) | 0) + "░".repeat(10 - ((p / 10) | 0)))} ${p}% ${pick(WORDS)}`;
      }
      yield s;
    } else
      yield `       ${c("33", "warning")} inlined bundle: ` +
        `!function(e,t){"object"==typeof exports?module.exports=t(${hex(12)}):e.${pick(WORDS)}=t()};`.repeat(
          30 + int(200),
        );
  }
}

/** Writes a log of `bytes` and a `.json` with its facts, unless they exist. */
export function writeLog(file, bytes) {
  const facts = `${file}.json`;
  if (existsSync(facts)) return JSON.parse(readFileSync(facts, "utf8"));
  const hash = createHash("sha256");
  const descriptor = openSync(file, "w");
  const summary = { bytes: 0, lines: 0, sha256: "" };
  let waiting = "";
  const flush = () => {
    const part = Buffer.from(waiting);
    hash.update(part);
    writeSync(descriptor, part);
    summary.bytes += part.length;
    waiting = "";
  };
  const put = (line) => {
    waiting += `${line}\n`;
    summary.lines += 1;
    if (waiting.length > 1 << 20) flush();
  };
  const plant = [0.01, 0.5, 0.99].map((part) => part * bytes);
  for (const line of lines(1)) {
    if (summary.bytes + waiting.length >= bytes) break;
    put(line);
    if (plant.length > 0 && summary.bytes + waiting.length >= plant[0]) {
      plant.shift();
      put(`       ${E}1;31m${NEEDLE}${E}0m found`);
    }
  }
  put(LAST);
  flush();
  closeSync(descriptor);
  summary.sha256 = hash.digest("hex");
  writeFileSync(facts, JSON.stringify(summary));
  return summary;
}
