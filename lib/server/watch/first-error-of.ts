import { firstError } from "@/lib/output/first-error";
import type { Heroku } from "@/lib/server/heroku/client";
import type { Feed } from "@/lib/server/output/feed";
import { outputs } from "@/lib/server/output/hub";
import { settle } from "@/lib/server/output/settle";
import { buildOutput } from "@/lib/server/output/source";

declare global {
  var slipwayFirstErrors: Map<string, Promise<string | null>> | undefined;
}

const KEPT = 500;
const READ_BYTES = 4 * 1024 * 1024;
/** The table does not wait longer than this; the line is there at the next look. */
const PATIENCE_MS = 1_500;

/** The line that tells why a failed build failed, found once a build; null while unknown or when there is none. */
export function firstErrorOf(heroku: Heroku, app: string, build: string): Promise<string | null> {
  globalThis.slipwayFirstErrors ??= new Map();
  const known = globalThis.slipwayFirstErrors;
  let finding = known.get(build);
  if (finding === undefined) {
    finding = find(heroku, app, build);
    known.set(build, finding);
    finding.catch(() => known.delete(build));
    const oldest = known.keys().next();
    if (known.size > KEPT && !oldest.done) known.delete(oldest.value);
  }
  return Promise.race([finding.catch(() => null), patience()]);
}

function patience(): Promise<null> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(null), PATIENCE_MS).unref();
  });
}

async function find(heroku: Heroku, app: string, build: string): Promise<string | null> {
  const source = await buildOutput(heroku, app, build);
  const feed = await outputs().hold(source, heroku);
  try {
    await settle(feed, ({ length }) => length > READ_BYTES);
    if (feed.end === undefined) throw new Error("the output has not ended yet");
    const text = await textOf(feed);
    return firstError(text.split(/\r?\n|\r/))?.text ?? null;
  } finally {
    outputs().release(source, feed);
  }
}

async function textOf(feed: Feed): Promise<string> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  while (bytes < Math.min(feed.length, READ_BYTES)) {
    const piece = await feed.read(bytes);
    if (piece.length === 0) break;
    pieces.push(piece);
    bytes += piece.length;
  }
  return Buffer.concat(pieces).toString("utf8");
}
