// A build's output of 16 MB, the same each time: colors, progress bars, long lines, no NUL.
import { createHash } from "node:crypto";

const SHAPES = [
  (n) =>
    `       npm \u001b[33mwarn\u001b[0m \u001b[94mdeprecated\u001b[0m pkg-${n}@${n % 40}.1.0: no longer supported`,
  (n, hash) =>
    `       npm http fetch GET 200 registry/${hash.slice(0, 12)}/-/${hash.slice(0, 12)}-${n}.tgz ${n % 900}ms`,
  (n, hash) =>
    `       \u001b[1;32m./src/${hash.slice(0, 20)}.tsx\u001b[0m \u001b[90m${n % 900} KiB\u001b[0m [built]`,
  (n, hash) => `       #${n} sha256:${hash}`,
  (n) => `-----> Step ${n}: größe ✓ 日本語`,
  (n) => `       ${[20, 60, 100].map((p) => `${"█".repeat(p / 10)} ${p}% ${n}`).join("\r\u001b[2K       ")}`,
];

function* lines() {
  for (let n = 0; ; n += 1) {
    const hash = createHash("md5").update(String(n)).digest("hex");
    yield `${SHAPES[n % SHAPES.length](n, hash)}\n`;
  }
}

export const LOG = Buffer.alloc(16 * 1024 ** 2);
let filled = 0;
for (const line of lines()) {
  filled += LOG.write(line, filled);
  if (filled > LOG.length - 4096) break;
}
LOG.fill("=", filled).write("\n", LOG.length - 1);
