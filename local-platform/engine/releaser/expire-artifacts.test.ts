import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Context } from "@/local-platform/context";
import { openTestContext } from "@/local-platform/engine/testing/test-engine";
import { expireArtifacts } from "./expire-artifacts";

const DAY = 24 * 60 * 60_000;
const KEPT = 4;
const NOW = Date.UTC(2026, 5, 1);

/** A history: releases of two apps, oldest first, each of one of a few slugs, days apart. */
const histories = fc.array(
  fc.record({
    app: fc.constantFrom("one", "two"),
    slug: fc.option(fc.integer({ min: 0, max: 5 })),
    status: fc.constantFrom("succeeded" as const, "failed" as const, "pending" as const),
    days: fc.integer({ min: 0, max: 10 }),
  }),
  { maxLength: 25 },
);
type History = typeof histories extends fc.Arbitrary<infer T> ? T : never;

/** What was made of a history: each release with its version and age, the last that succeeded current. */
function releasesOf(history: History) {
  const total = history.reduce((sum, { days }) => sum + days, 0);
  const versions = new Map<string, number>();
  let day = 0;
  const releases = history.map((step, index) => {
    day += step.days;
    const version = (versions.get(step.app) ?? 0) + 1;
    versions.set(step.app, version);
    return { ...step, id: `r${index}`, version, ageDays: total - day };
  });
  return releases.map((release) => ({
    ...release,
    newest: versions.get(release.app) ?? 0,
    current:
      release === releases.findLast(({ app, status }) => app === release.app && status === "succeeded"),
  }));
}

async function store({ db, dataDir }: Context, userId: string, releases: ReturnType<typeof releasesOf>) {
  const at = (ageDays: number) => new Date(NOW - ageDays * DAY).toISOString();
  const stamps = (ageDays: number) => ({ created_at: at(ageDays), updated_at: at(ageDays) });
  for (const table of ["releases", "slugs", "apps"] as const) await db.deleteFrom(table).execute();
  for (const id of ["one", "two"])
    await db
      .insertInto("apps")
      .values({
        id,
        name: id,
        owner_id: userId,
        region: "us",
        generation: "cedar",
        stack: "heroku-24",
        maintenance: 0,
        buildpack_provided_description: null,
        config_vars: "{}",
        slug_size: null,
        released_at: null,
        ...stamps(0),
      })
      .execute();
  for (const slug of [0, 1, 2, 3, 4, 5]) {
    const key = `slugs/${slug}`;
    await mkdir(dirname(join(dataDir, "blobs", key)), { recursive: true });
    await writeFile(join(dataDir, "blobs", key), "");
    const row = { id: `s${slug}`, app_id: "one", key, process_types: "{}", stack: "heroku-24" };
    // Slug 5 is new, the others are as old as can be.
    await db
      .insertInto("slugs")
      .values({ ...row, ...unknown, ...stamps(slug === 5 ? 1 : 999) })
      .execute();
  }
  for (const { id, app, version, slug, status, current, ageDays } of releases)
    await db
      .insertInto("releases")
      .values({
        id,
        app_id: app,
        version,
        user_id: userId,
        status,
        current: current ? 1 : 0,
        description: "",
        slug_id: slug === null ? null : `s${slug}`,
        config_vars: "{}",
        release_phase: 0,
        ...stamps(ageDays),
      })
      .execute();
}

const unknown = {
  checksum: null,
  size: null,
  commit: null,
  commit_description: null,
  buildpack_provided_description: null,
};

test("destroys exactly what the rule covers in random histories, and is idempotent", async () => {
  const { context, userId, close } = await openTestContext({ keptMs: 30 * DAY, keptReleases: KEPT });
  const parts = { ...context, now: () => new Date(NOW) };
  const look = async () => ({
    expired: (await context.db.selectFrom("releases").select(["id", "status", "slug_id"]).execute())
      .filter(({ status }) => status === "expired")
      .map(({ id, slug_id }) => [id, slug_id]),
    slugs: (await context.db.selectFrom("slugs").select("id").where("deleted_at", "is", null).execute()).map(
      ({ id }) => id,
    ),
  });
  await fc.assert(
    fc.asyncProperty(histories, async (history) => {
      const releases = releasesOf(history);
      await store(context, userId, releases);
      await expireArtifacts(parts);
      const mayGo = ({ current, status, ageDays, version, newest }: (typeof releases)[number]) =>
        !current && status !== "pending" && ageDays > 30 && newest - version >= KEPT;
      const users = (slug: number) => releases.filter((release) => release.slug === slug);
      const gone = [0, 1, 2, 3, 4, 5].filter((slug) =>
        users(slug).length > 0 ? users(slug).every(mayGo) : slug !== 5,
      );
      const found = await look();
      expect(found.slugs).toEqual(
        [0, 1, 2, 3, 4, 5].filter((slug) => !gone.includes(slug)).map((s) => `s${s}`),
      );
      expect(found.expired).toEqual(
        releases.filter(({ slug }) => slug !== null && gone.includes(slug)).map(({ id }) => [id, null]),
      );
      for (const slug of [0, 1, 2, 3, 4, 5])
        expect(existsSync(join(context.dataDir, "blobs", `slugs/${slug}`))).toBe(!gone.includes(slug));
      await expireArtifacts(parts);
      expect(await look()).toEqual(found);
    }),
    { numRuns: 60 },
  );
  await close();
});
