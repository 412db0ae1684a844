import { z } from "zod";
import { SlipwayError } from "@/lib/errors/slipway-error";
import {
  type Build,
  type BuildCreate,
  type BuildList,
  sourceExpiry,
  toBuild,
  UpstreamBuild,
  UpstreamSource,
} from "@/lib/schemas/build";
import type { User } from "@/lib/schemas/common";
import { touchApp } from "@/lib/server/changes";
import { db } from "@/lib/server/store/db";
import type { Heroku } from "./client";
import { refusedStatus } from "./errors";
import { type Page, readPage } from "./pagination";

const PAGE = 50;

type ListOptions = { after?: string | undefined; max?: number };

/** `GET /apps/:app/builds`, newest first, 50 a page. */
export async function listBuilds(heroku: Heroku, app: string, options: ListOptions = {}): Promise<BuildList> {
  const { items, next } = await readBuilds(heroku, app, options);
  return { items: await reshape(items), next };
}

/** `GET /apps/:app/builds/:build`; `latest` names the newest. Throws `not_found`. */
export async function getBuild(heroku: Heroku, app: string, build: string): Promise<Build> {
  return reshapeOne(await getUpstreamBuild(heroku, app, build));
}

/** Like `getBuild`, with the signed output URL. For the relay only. */
export async function getUpstreamBuild(heroku: Heroku, app: string, build: string): Promise<UpstreamBuild> {
  if (build === "latest") {
    const newest = (await readBuilds(heroku, app, { max: 1 })).items[0];
    if (!newest) throw new SlipwayError("not_found", { detail: "This app has no builds yet." });
    return newest;
  }
  const { data } = await heroku.request("build", { params: { app, build }, schema: UpstreamBuild });
  return data;
}

/** `POST /apps/:app/builds`. A build that succeeds is released immediately. */
export async function createBuild(
  heroku: Heroku,
  app: string,
  body: Omit<BuildCreate, "override">,
): Promise<Build> {
  const { data } = await heroku.request("createBuild", { params: { app }, body, schema: UpstreamBuild });
  touchApp(data.app.id);
  return toBuild(data, null);
}

/** Cancels a pending build and records who did, which upstream does not report. Throws `conflict` when it has ended. */
export async function cancelBuild(heroku: Heroku, app: string, build: string, by: User): Promise<Build> {
  const before = await getUpstreamBuild(heroku, app, build);
  if (before.status !== "pending") throw ended(before.status);
  try {
    const call = { params: { app, build: before.id }, schema: UpstreamBuild };
    const { data } = await heroku.request("cancelBuild", call);
    await recordCancellation(before.id, by);
    touchApp(before.app.id);
    return toBuild(data, by);
  } catch (error) {
    const status = refusedStatus(error);
    if (status !== 422 && status !== 409) throw error;
    const now = await getUpstreamBuild(heroku, app, before.id);
    throw now.status === "pending" ? error : ended(now.status);
  }
}

function ended(status: UpstreamBuild["status"]): SlipwayError {
  return new SlipwayError("conflict", {
    detail: `This build had already ended (${status}); nothing was canceled.`,
  });
}

// The schema names `started_at`, the official plugin sorts by `created_at`. A rejected field is not tried again.
const sortFields = new Map<string, "created_at" | "started_at">();

async function readBuilds(
  heroku: Heroku,
  app: string,
  { after, max = PAGE }: ListOptions,
): Promise<Page<UpstreamBuild>> {
  const call = { params: { app }, schema: z.array(UpstreamBuild) };
  const field = sortFields.get(heroku.apiUrl) ?? "created_at";
  try {
    return await readPage(heroku, "builds", call, { field, max, order: "desc", after });
  } catch (error) {
    const status = refusedStatus(error);
    if (field === "started_at" || after !== undefined || (status !== 400 && status !== 416)) throw error;
    const page = await readPage(heroku, "builds", call, { field: "started_at", max, order: "desc" });
    sortFields.set(heroku.apiUrl, "started_at");
    return page;
  }
}

async function reshape(builds: UpstreamBuild[]): Promise<Build[]> {
  // Only a build that did not succeed can have been canceled.
  const by = await cancelersOf(
    builds.filter((build) => build.status !== "succeeded").map((build) => build.id),
  );
  return builds.map((build) => toBuild(build, by.get(build.id) ?? null));
}

async function reshapeOne(build: UpstreamBuild): Promise<Build> {
  const by = await cancelersOf(build.status === "succeeded" ? [] : [build.id]);
  return toBuild(build, by.get(build.id) ?? null);
}

/**
 * Builds the source of an earlier build again. The source URL may be signed, so it is read upstream and never leaves the
 * server. Throws `upload_expired` when the upload can no longer be fetched, `invalid_params` when there is no URL.
 */
export async function retryBuild(
  heroku: Heroku,
  app: string,
  build: string,
  now = Date.now(),
): Promise<Build> {
  const { id, source_blob: source, created_at } = await getUpstreamBuild(heroku, app, build);
  if (!source?.url || !/^https?:/.test(source.url)) {
    throw new SlipwayError("invalid_params", {
      detail: `Heroku does not say where the source of build ${id} came from, so it cannot be built again.`,
    });
  }
  const expires = sourceExpiry(source.url, created_at);
  if (expires !== null && Date.parse(expires) <= now) throw new SlipwayError("upload_expired");
  return createBuild(heroku, app, {
    source_blob: {
      url: source.url,
      ...(source.version ? { version: source.version } : {}),
      ...(source.version_description ? { version_description: source.version_description } : {}),
      ...(source.checksum ? { checksum: source.checksum } : {}),
    },
  });
}

/** `POST /sources`: signed URLs to put and get one tarball, valid for an hour. Never shown to a browser. */
export async function createSource(heroku: Heroku): Promise<z.infer<typeof UpstreamSource>["source_blob"]> {
  const { data } = await heroku.request("createSource", { schema: UpstreamSource });
  return data.source_blob;
}

/** Records the user who canceled a build, which upstream reports only as failed. */
async function recordCancellation(buildId: string, by: User): Promise<void> {
  if (by.id === null || by.email === null) return;
  await db()
    .insertInto("cancellations")
    .values({ build_id: buildId, user_id: by.id, email: by.email, at: new Date().toISOString() })
    .onConflict((conflict) => conflict.column("build_id").doNothing())
    .execute();
}

/** Returns the users who canceled these builds, by build id. */
async function cancelersOf(buildIds: string[]): Promise<Map<string, User>> {
  if (buildIds.length === 0) return new Map();
  const rows = await db()
    .selectFrom("cancellations")
    .select(["build_id", "user_id", "email"])
    .where("build_id", "in", buildIds)
    .execute();
  return new Map(rows.map((row) => [row.build_id, { id: row.user_id, email: row.email }]));
}
