import { SlipwayError } from "@/lib/errors/slipway-error";
import { ReasonScan } from "@/lib/log-viewer/engine/reason/reason-scan";
import type { App } from "@/lib/schemas/app";
import type { Dyno } from "@/lib/schemas/dyno";
import type { Release } from "@/lib/schemas/release";
import type { AppSummary } from "@/lib/schemas/summary";
import { ReadThroughCache } from "@/lib/server/cache";
import { listBuilds } from "@/lib/server/heroku/builds";
import type { Heroku } from "@/lib/server/heroku/client";
import { listDynos } from "@/lib/server/heroku/dynos";
import { findCurrentRelease, listReleases } from "@/lib/server/heroku/releases";
import { outputs } from "@/lib/server/output/hub";
import { type OutputStream, settle } from "@/lib/server/output/output-stream";
import { buildOutput } from "@/lib/server/output/source";
import { perProcess } from "@/lib/server/process/per-process";

const BUILDS = 20;
const RELEASES = 10;

/**
 * Reads the summary of an app in three calls. One more when the current release is not among the newest, and one more,
 * with the output, when the newest build has failed.
 */
export async function readSummary(
  heroku: Heroku,
  app: Pick<App, "id" | "name">,
  before: AppSummary | undefined,
  now: () => Date,
): Promise<AppSummary> {
  const [builds, releases, dynos] = await Promise.all([
    listBuilds(heroku, app.id, { max: BUILDS }),
    listReleases(heroku, app.id, { max: RELEASES }),
    dynosOrNull(heroku, app.id),
  ]);
  const newest = builds.items[0];
  return {
    app: { id: app.id, name: app.name },
    builds: builds.items,
    releases: releases.items,
    current: await currentOf(heroku, app.id, { releases: releases.items, max: RELEASES }, before),
    // Keeps the dynos that another account read.
    dynos: dynos ?? before?.dynos ?? [],
    dynos_read_at: dynos ? now().toISOString() : (before?.dynos_read_at ?? null),
    first_error:
      newest?.status === "failed" && newest.canceled_by === null
        ? await firstErrorOf(heroku, app.id, newest.id)
        : null,
    read_at: now().toISOString(),
    failed: null,
  };
}

type Before = { releases: Release[]; current: Release | null };

/**
 * Returns the current release. Requests older releases only when the newest ones (at most `max`) do not contain it and
 * a release was created since `before`.
 */
export async function currentOf(
  heroku: Heroku,
  app: string,
  { releases, max }: { releases: Release[]; max: number },
  before: Before | undefined,
): Promise<Release | null> {
  const current = releases.find((release) => release.current);
  if (current || releases.length < max) return current ?? null;
  // No new release, so the current release is unchanged.
  const same =
    before?.releases[0]?.id === releases[0]?.id && before?.releases[0]?.status === releases[0]?.status;
  return same && before ? before.current : findCurrentRelease(heroku, app);
}

/** Returns an app's dynos; null when the account has no access to them. */
export async function dynosOrNull(heroku: Heroku, app: string): Promise<Dyno[] | null> {
  try {
    return (await listDynos(heroku, app)).items;
  } catch (error) {
    if (error instanceof SlipwayError && (error.id === "forbidden" || error.id === "missing_scope"))
      return null;
    throw error;
  }
}

const cache = perProcess(
  "first-errors",
  () => new ReadThroughCache<string | null>({ freshMs: Number.POSITIVE_INFINITY, max: 500 }),
);
/** A summary waits at most this long; the next one contains the line. */
const TIMEOUT_MS = 1_500;

/** Returns the line that gives the reason of a failed build, searched once per build; null while unknown or when there is none. */
function firstErrorOf(heroku: Heroku, app: string, build: string): Promise<string | null> {
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
  const stream = await outputs().acquire(source, heroku);
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
