import { notFound } from "../http/api-error";
import { outputUrl } from "../objects/signed-urls";
import type { Services } from "../services";
import type { AppRow, ReleaseRow } from "../store/tables";
import type { Call } from "./endpoint";
import { shownStatus, shownTime } from "./platform-facts";

export type ShownRelease = ReleaseRow & { user_email: string };

export function selectReleases({ context }: Pick<Services, "context">, app: Pick<AppRow, "id">) {
  return context.db
    .selectFrom("releases")
    .innerJoin("accounts", "accounts.id", "releases.user_id")
    .selectAll("releases")
    .select("accounts.email as user_email")
    .where("releases.app_id", "=", app.id);
}

/** By id or by version number ("3", not "v3"). Throws 404. */
export async function findRelease(call: Call, app: AppRow, identity: string): Promise<ShownRelease> {
  const select = selectReleases(call, app);
  const row = await (/^\d{1,9}$/.test(identity)
    ? select.where("releases.version", "=", Number(identity))
    : select.where("releases.id", "=", identity)
  ).executeTakeFirst();
  if (!row) throw notFound("release");
  return row;
}

/** It succeeded and has code. The current release is eligible as well. */
export const eligible = (release: ReleaseRow) =>
  release.status === "succeeded" && (release.slug_id ?? release.image_id) !== null;

function artifactsOf({ slug_id, image_id }: ReleaseRow) {
  if (image_id?.startsWith("docker:")) return [];
  if (image_id !== null) return [{ id: image_id, type: "oci-image" }];
  return slug_id === null ? [] : [{ id: slug_id, type: "slug" }];
}

/** A release as the API shows it. */
export function presentRelease(
  call: Pick<Services, "context" | "signer" | "lagMs">,
  app: Pick<AppRow, "id" | "name">,
  release: ShownRelease,
) {
  return {
    addon_plan_names: [],
    app: { id: app.id, name: app.name },
    artifacts: artifactsOf(release),
    created_at: shownTime(release.created_at),
    current: release.current === 1,
    description: release.description,
    eligible_for_rollback: eligible(release),
    id: release.id,
    output_stream_url: release.release_phase === 1 ? outputUrl(call, app.id, release.id) : null,
    slug: release.slug_id === null ? null : { id: release.slug_id },
    status: shownStatus(call, release),
    updated_at: shownTime(release.updated_at),
    user: { email: release.user_email, id: release.user_id },
    version: release.version,
  };
}
