import { z } from "zod";
import { parseConfigVars } from "@/local-platform/engine/releaser/config-vars";
import { invalid, notFound } from "@/local-platform/http/api-error";
import type { SortField } from "@/local-platform/http/ranges";
import { outputUrl } from "@/local-platform/objects/signed-urls";
import type { Services } from "@/local-platform/services";
import type { AppRow, ReleaseRow } from "@/local-platform/store/tables";
import { findApp } from "./app-queries";
import type { Call, Endpoint } from "./endpoint";
import { requireImage } from "./oci-images";
import { formatTime, reportedStatus } from "./platform-facts";
import { requireSlug } from "./slugs";

const sort: SortField[] = [
  { name: "id", kind: "text", unique: true },
  { name: "version", kind: "number", unique: true },
  { name: "created_at", kind: "time", unique: false },
];

const Create = z.object({
  slug: z.string().optional(),
  release: z.string().optional(),
  oci_image: z.string().optional(),
  description: z.string().max(10_000).optional(),
});

export const releaseEndpoints: Endpoint[] = [
  {
    method: "GET",
    path: "/apps/:app/releases",
    needs: "read",
    sort,
    list: async (call) => {
      const app = await findApp(call, "read");
      const rows = await selectReleases(call, app).execute();
      return rows.map((row) => ({
        keys: row,
        // A getter: only the rows of the requested page are presented.
        get body() {
          return presentRelease(call, app, row);
        },
      }));
    },
  },
  { method: "POST", path: "/apps/:app/releases", needs: "write", status: 201, handle: create },
  {
    method: "GET",
    path: "/apps/:app/releases/:release",
    needs: "read",
    handle: async (call) => {
      const app = await findApp(call, "read");
      return presentRelease(call, app, await findRelease(call, app, call.param("release")));
    },
  },
  {
    method: "GET",
    path: "/apps/:app/releases/:release/config-vars",
    needs: "read-protected",
    handle: async (call) => {
      const app = await findApp(call, "write");
      return parseConfigVars((await findRelease(call, app, call.param("release"))).config_vars);
    },
  },
];

/** Releases a slug (`slug`) or rolls back (`release`). Both create a new version. */
async function create(call: Call): Promise<unknown> {
  const app = await findApp(call, "write");
  const { slug, release, oci_image, description } = await call.json(Create);
  const given = [slug, release, oci_image].filter((one) => one !== undefined);
  if (given.length !== 1) throw invalid("Require exactly one of: slug, oci_image, release.");
  const made =
    release !== undefined
      ? await rollBack(call, app, release, description)
      : oci_image !== undefined
        ? await releaseImage(call, app, oci_image, description)
        : await releaseSlug(call, app, slug ?? "", description);
  return presentRelease(call, app, await findRelease(call, app, made.id));
}

async function releaseSlug(call: Call, app: AppRow, slugId: string, description: string | undefined) {
  if (app.generation !== "cedar")
    throw invalid("A slug can be released on Cedar apps only; this is a Fir app.");
  const slug = await requireSlug(call, slugId);
  if (slug.deleted_at !== null) throw notFound("slug");
  if (slug.key === null)
    throw invalid(`Slug ${slug.id} has no blob yet. PUT it to the slug's blob.url first.`);
  return call.engine.createRelease({
    appId: app.id,
    userId: call.account.id,
    slugId: slug.id,
    description: description || `Deploy${slug.commit ? ` ${slug.commit.slice(0, 8)}` : ""}`,
  });
}

async function releaseImage(call: Call, app: AppRow, identity: string, description: string | undefined) {
  if (app.generation !== "fir")
    throw invalid("An oci_image can be released on Fir apps only; this is a Cedar app.");
  const image = await requireImage(call, identity);
  return call.engine.createRelease({
    appId: app.id,
    userId: call.account.id,
    slugId: null,
    imageId: image.id,
    description: description || `Deploy${image.commit ? ` ${image.commit.slice(0, 8)}` : ""}`,
  });
}

/** Creates a release with the code and config vars of an older one. */
async function rollBack(call: Call, app: AppRow, identity: string, description: string | undefined) {
  const target = await findRelease(call, app, identity);
  if (!eligible(target))
    throw invalid(`Cannot roll back to v${target.version}: it did not succeed or has no slug.`);
  return call.engine.createRelease({
    appId: app.id,
    userId: call.account.id,
    slugId: target.slug_id,
    imageId: target.image_id,
    description: description || `Rollback to v${target.version}`,
    configVars: parseConfigVars(target.config_vars),
  });
}

export type ShownRelease = ReleaseRow & { user_email: string };

export function selectReleases({ context }: Pick<Services, "context">, app: Pick<AppRow, "id">) {
  return context.db
    .selectFrom("releases")
    .innerJoin("accounts", "accounts.id", "releases.user_id")
    .selectAll("releases")
    .select("accounts.email as user_email")
    .where("releases.app_id", "=", app.id);
}

/** Returns a release by id or version number ("3", not "v3"). Throws 404. */
export async function findRelease(call: Call, app: AppRow, identity: string): Promise<ShownRelease> {
  const select = selectReleases(call, app);
  const row = await (/^\d{1,9}$/.test(identity)
    ? select.where("releases.version", "=", Number(identity))
    : select.where("releases.id", "=", identity)
  ).executeTakeFirst();
  if (!row) throw notFound("release");
  return row;
}

/** True if the release succeeded and has code. The current release is eligible as well. */
export const eligible = (release: ReleaseRow) =>
  release.status === "succeeded" && (release.slug_id ?? release.image_id) !== null;

function artifactsOf({ slug_id, image_id }: ReleaseRow) {
  if (image_id?.startsWith("docker:")) return [];
  if (image_id !== null) return [{ id: image_id, type: "oci-image" }];
  return slug_id === null ? [] : [{ id: slug_id, type: "slug" }];
}

/** Returns a release in the API's format. */
export function presentRelease(
  call: Pick<Services, "context" | "signer" | "lagMs">,
  app: Pick<AppRow, "id" | "name">,
  release: ShownRelease,
) {
  return {
    addon_plan_names: [],
    app: { id: app.id, name: app.name },
    artifacts: artifactsOf(release),
    created_at: formatTime(release.created_at),
    current: release.current === 1,
    description: release.description,
    eligible_for_rollback: eligible(release),
    id: release.id,
    output_stream_url: release.release_phase === 1 ? outputUrl(call, app.id, release.id) : null,
    slug: release.slug_id === null ? null : { id: release.slug_id },
    status: reportedStatus(call, release),
    updated_at: formatTime(release.updated_at),
    user: { email: release.user_email, id: release.user_id },
    version: release.version,
  };
}
