import { z } from "zod";
import { type Release, type ReleaseList, toRelease, UpstreamRelease } from "@/lib/schemas/release";
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
  const call = { params: { app }, schema: z.array(UpstreamRelease) };
  const { items, next } = await readPage(heroku, "releases", call, {
    field: "version",
    max: options.max ?? PAGE,
    order: "desc",
    after: options.after,
  });
  return { items: items.map(toRelease), next };
}

/** `GET /apps/:app/releases/:release` by id or version, with its signed output URL: for the relay only. */
export async function getUpstreamRelease(
  heroku: Heroku,
  app: string,
  release: string,
): Promise<UpstreamRelease> {
  const { data } = await heroku.request("release", { params: { app, release }, schema: UpstreamRelease });
  return data;
}

/** One release, by id or version number (`42`). */
export async function getRelease(heroku: Heroku, app: string, release: string): Promise<Release> {
  return toRelease(await getUpstreamRelease(heroku, app, release));
}

/** The running release: the newest may be pending or failed, so the list is searched, newest first. */
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
