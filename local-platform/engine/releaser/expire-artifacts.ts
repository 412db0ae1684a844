import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Transaction } from "kysely";
import type { Context } from "@/local-platform/context";
import type { ReleaseRow, Tables } from "@/local-platform/store/tables";

type Parts = Pick<Context, "db" | "dataDir" | "limits" | "now">;
type Used = Pick<ReleaseRow, "id" | "slug_id" | "image_id">;

/**
 * Destroys slugs and images as Heroku's retention rule does: of releases that are older than `keptMs` and beyond the
 * newest `keptReleases` of their app, whatever their outcome, and old ones that belong to no release. Such releases
 * become `expired` and lose their slug. What a current, pending or younger release of any app uses is kept.
 */
export async function expireArtifacts(parts: Parts): Promise<void> {
  const { db, dataDir } = parts;
  const keys = await db.transaction().execute((trx) => expireIn(trx, parts));
  for (const key of keys) await rm(join(dataDir, "blobs", key), { force: true });
}

/** Returns the keys of the blobs that are no longer referenced. */
async function expireIn(trx: Transaction<Tables>, { limits, now }: Parts): Promise<string[]> {
  const time = now().toISOString();
  const before = new Date(now().getTime() - limits.keptMs).toISOString();
  const releases = await trx
    .selectFrom("releases")
    .select(["id", "app_id", "version", "status", "current", "slug_id", "image_id", "created_at"])
    .execute();
  const newest = new Map<string, number>();
  for (const { app_id, version } of releases) newest.set(app_id, Math.max(version, newest.get(app_id) ?? 0));
  const isOld = (release: (typeof releases)[number]) =>
    release.current === 0 &&
    release.status !== "pending" &&
    release.created_at < before &&
    release.version <= (newest.get(release.app_id) ?? 0) - limits.keptReleases;
  const kept = new Set(releases.filter((release) => !isOld(release)).map(artifactOf));
  const lost = releases.filter((release) => artifactOf(release) !== null && !kept.has(artifactOf(release)));
  const used = new Set(releases.map(artifactOf));
  const slugs = await trx
    .selectFrom("slugs")
    .select(["id", "key", "created_at"])
    .where("deleted_at", "is", null)
    .execute();
  const images = await trx.selectFrom("oci_images").select(["id", "created_at"]).execute();
  const isGone = ({ id, created_at }: { id: string; created_at: string }) =>
    !kept.has(id) && (used.has(id) || created_at < before);
  for (const { id } of lost) await expireRelease(trx, id, time);
  for (const { id } of slugs.filter(isGone)) {
    const gone = { key: null, deleted_at: time, updated_at: time };
    await trx.updateTable("slugs").set(gone).where("id", "=", id).execute();
  }
  for (const { id } of images.filter(isGone))
    await trx.deleteFrom("oci_images").where("id", "=", id).execute();
  // Equal content is stored once.
  const keptKeys = new Set(slugs.filter((slug) => !isGone(slug)).map(({ key }) => key));
  return slugs.filter(isGone).flatMap(({ key }) => (key === null || keptKeys.has(key) ? [] : [key]));
}

const artifactOf = ({ slug_id, image_id }: Used) => slug_id ?? image_id;

async function expireRelease(trx: Transaction<Tables>, id: string, time: string): Promise<void> {
  const expired = { status: "expired", slug_id: null, image_id: null, updated_at: time } as const;
  await trx.updateTable("releases").set(expired).where("id", "=", id).execute();
}
