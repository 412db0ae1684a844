import { ReasonScan } from "@/lib/log-viewer/engine/reason/reason-scan";
import { ReadThroughCache } from "@/lib/server/cache";
import type { Heroku } from "@/lib/server/heroku/client";
import { outputs } from "@/lib/server/output/hub";
import type { OutputStream } from "@/lib/server/output/output-stream";
import { settle } from "@/lib/server/output/output-stream";
import { buildOutput } from "@/lib/server/output/source";
import { perProcess } from "@/lib/server/process/per-process";

const cache = perProcess(
  "first-errors",
  () => new ReadThroughCache<string | null>({ freshMs: Number.POSITIVE_INFINITY, max: 500 }),
);
/** A summary waits at most this long; the next one contains the line. */
const TIMEOUT_MS = 1_500;

/** Returns the line that gives the reason of a failed build, searched once per build; null while unknown or when there is none. */
export function firstErrorOf(heroku: Heroku, app: string, build: string): Promise<string | null> {
  const search = cache().get(build, Date.now(), () => find(heroku, app, build));
  return Promise.race([search.catch(() => null), timeout()]);
}

function timeout(): Promise<null> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(null), TIMEOUT_MS).unref();
  });
}

async function find(heroku: Heroku, app: string, build: string): Promise<string | null> {
  const source = await buildOutput(heroku, app, build);
  const stream = await outputs().hold(source, heroku);
  try {
    await settle(stream, () => false);
    if (stream.end === undefined) throw new Error("the output has not ended yet");
    return await reasonIn(stream);
  } finally {
    outputs().release(source, stream);
  }
}

/** Scans a complete output in chunks of whole lines. */
async function reasonIn(stream: OutputStream): Promise<string | null> {
  const scan = new ReasonScan();
  const decoder = new TextDecoder();
  let line = 1;
  let rest = "";
  for (let bytes = 0; bytes < stream.length; ) {
    const piece = await stream.read(bytes);
    if (piece.length === 0) break;
    bytes += piece.length;
    const text = rest + decoder.decode(piece, { stream: true });
    const end = text.lastIndexOf("\n");
    rest = text.slice(end + 1);
    if (end === -1) continue;
    const lines = text.slice(0, end);
    scan.read(lines, line);
    line += lines.split("\n").length;
  }
  if (rest !== "") scan.read(rest, line);
  return scan.reason?.text ?? null;
}
