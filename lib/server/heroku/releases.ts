import { z } from "zod";
import { SlipwayError } from "@/lib/errors/slipway-error";
import { UpstreamConfigVars } from "@/lib/schemas/config-var";
import type { PromotionCreate } from "@/lib/schemas/promotion";
import { type Release, type ReleaseList, toRelease, UpstreamRelease } from "@/lib/schemas/release";
import type { ConfigChanges } from "@/lib/schemas/review";
import { db } from "@/lib/server/store/db";
import { didRun } from "@/lib/timeline/did-run";
import type { Heroku } from "./client";
import { readPage } from "./pagination";

const PAGE = 50;
const SEARCH_PAGE = 200;
const SEARCH_PAGES = 5;

type ListOptions = { after?: string | undefined; max?: number };

/** `GET /apps/:app/releases`, newest first, 50 a page. */
export async function listReleases(
  heroku: Heroku,
  app: string,
  options: ListOptions = {},
): Promise<ReleaseList> {
  const { after, max = PAGE } = options;
  const { items, next, at } = await readVersions(heroku, app, { after, max });
  const newest = after === undefined ? items[0]?.version : undefined;
  return { items: await withRan(heroku, app, items, at, newest), next };
}

function readVersions(heroku: Heroku, app: string, options: { max: number; after?: string | undefined }) {
  const call = { params: { app }, schema: z.array(UpstreamRelease) };
  return readPage(heroku, "releases", call, { field: "version", order: "desc", ...options });
}

/** Adds whether each release ran. Only expired ones need our records and the newest version, which is read unless known. */
async function withRan(
  heroku: Heroku,
  app: string,
  releases: readonly UpstreamRelease[],
  at: number,
  knownNewest?: number,
): Promise<Release[]> {
  const expired = releases.filter(({ status }) => status === "expired").map(({ id }) => id);
  const none = { newest: knownNewest ?? 0, failed: new Set<string>() };
  const { newest, failed } = expired.length === 0 ? none : await factsOf(heroku, app, expired, knownNewest);
  return releases.map((release) =>
    toRelease(release, didRun(release, { newest, at, failed: failed.has(release.id) })),
  );
}

async function factsOf(heroku: Heroku, app: string, expired: string[], knownNewest: number | undefined) {
  const [newest, failed] = await Promise.all([
    knownNewest ?? readVersions(heroku, app, { max: 1 }).then(({ items }) => items[0]?.version ?? 0),
    failedReleases(expired),
  ]);
  return { newest, failed };
}

/** `GET /apps/:app/releases/:release` by id or version, with its signed output URL. For the relay only. */
export async function getUpstreamRelease(
  heroku: Heroku,
  app: string,
  release: string,
): Promise<UpstreamRelease> {
  return (await readRelease(heroku, app, release)).data;
}

function readRelease(heroku: Heroku, app: string, release: string) {
  return heroku.request("release", { params: { app, release }, schema: UpstreamRelease });
}

/** Returns one release, by id or version number (`42`). */
export async function getRelease(heroku: Heroku, app: string, release: string): Promise<Release> {
  const { data, at } = await readRelease(heroku, app, release);
  const [shown] = await withRan(heroku, app, [data], at);
  if (!shown) throw new SlipwayError("internal");
  return shown;
}

/** Returns the running release. Searches the list from the newest, which may be pending or failed. */
export async function findCurrentRelease(heroku: Heroku, app: string): Promise<Release | null> {
  let after: string | undefined;
  for (let page = 0; page < SEARCH_PAGES; page += 1) {
    const { items, next } = await listReleases(heroku, app, { after, max: SEARCH_PAGE });
    const current = items.find((release) => release.current);
    if (current || next === null) return current ?? null;
    after = next;
  }
  return null;
}

type Vars = Record<string, string | null | undefined>;

/**
 * Returns the names of the config vars that a rollback to this release would restore, remove or change. The values are
 * compared on the server and never leave it.
 */
export async function readConfigChanges(
  heroku: Heroku,
  app: string,
  release: string,
): Promise<ConfigChanges> {
  const [then, now] = await Promise.all([
    heroku.request("releaseConfigVars", { params: { app, release }, schema: UpstreamConfigVars }),
    heroku.request("configVars", { params: { app }, schema: UpstreamConfigVars }),
  ]);
  return compareConfigVars(now.data, then.data);
}

/** Compares config vars; a value of null or undefined counts as not set. Returns names in alphabetical order. */
export function compareConfigVars(now: Vars, then: Vars): ConfigChanges {
  const [before, after] = [definedVars(now), definedVars(then)];
  return {
    added: sorted([...after.keys()].filter((name) => !before.has(name))),
    removed: sorted([...before.keys()].filter((name) => !after.has(name))),
    changed: sorted(
      [...after].filter(([name, value]) => isChanged(before, name, value)).map(([name]) => name),
    ),
  };
}

function definedVars(vars: Vars): Map<string, string> {
  return new Map(Object.entries(vars).flatMap(([name, value]) => (value == null ? [] : [[name, value]])));
}

function isChanged(vars: Map<string, string>, name: string, value: string): boolean {
  return vars.has(name) && vars.get(name) !== value;
}

function sorted(names: string[]): string[] {
  return names.sort((a, b) => a.localeCompare(b, "en"));
}

type Body = { slug: string; description?: string } | { release: string };

/**
 * `POST /apps/:app/releases`: `slug` creates a release of that slug, `release` rolls back to it. Neither idempotent nor
 * conditional, so only `sendOnce` may call it.
 */
export async function postRelease(
  heroku: Heroku,
  app: string,
  body: Body,
  twoFactorCode?: PromotionCreate["two_factor_code"],
): Promise<Release> {
  const call = { params: { app }, body, schema: UpstreamRelease, twoFactorCode };
  const { data, at } = await heroku.request("createRelease", call);
  return toRelease(data, didRun(data, { newest: data.version, at, failed: false }));
}

/** Returns those of these releases that failed in a promotion made with Slipway. */
async function failedReleases(ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await db()
    .selectFrom("promotion_targets")
    .select("release_id")
    .where("release_id", "in", ids)
    .where("release_status", "=", "failed")
    .execute();
  return new Set(rows.flatMap(({ release_id }) => release_id ?? []));
}
