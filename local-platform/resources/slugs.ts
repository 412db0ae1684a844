import { z } from "zod";
import { Checksum } from "@/lib/schemas/common";
import { invalid, notFound } from "@/local-platform/http/api-error";
import { slugUrl } from "@/local-platform/objects/signed-urls";
import type { SlugRow } from "@/local-platform/store/tables";
import { findApp } from "./app-queries";
import type { Call, Endpoint } from "./endpoint";
import { formatTime, stack } from "./platform-facts";

const PROCESS_TYPE_PATTERN = /^[-\w]{1,128}$/;
const ProcessTypes = z.record(
  z.string().regex(PROCESS_TYPE_PATTERN, "is no process type: use letters, digits, _ and -"),
  z.string().min(1),
);

const Create = z.object({
  process_types: ProcessTypes,
  commit: z.string().max(1000).nullish(),
  commit_description: z.string().max(10_000).nullish(),
  checksum: z.union([Checksum, z.literal("")]).nullish(),
  buildpack_provided_description: z.string().max(1000).nullish(),
  stack: z.enum([stack.name, stack.id]).nullish(),
});

export const slugEndpoints: Endpoint[] = [
  { method: "POST", path: "/apps/:app/slugs", needs: "write", status: 201, handle: create },
  {
    method: "GET",
    path: "/apps/:app/slugs/:slug",
    needs: "read",
    handle: async (call) => {
      const app = await findApp(call, "read");
      const slug = await requireSlug(call, call.param("slug"), app.id);
      return present(call, slug, "get");
    },
  },
];

/**
 * Returns a slug that the caller may read: registered by or released on an app that the caller may see (only `ofApp`,
 * if given). Throws 404 otherwise.
 */
export async function requireSlug(call: Call, id: string, ofApp?: string): Promise<SlugRow> {
  const { db } = call.context;
  const slug = await db.selectFrom("slugs").selectAll().where("id", "=", id).executeTakeFirst();
  if (!slug) throw notFound("slug");
  const releases = await db
    .selectFrom("releases")
    .select("app_id")
    .distinct()
    .where("slug_id", "=", id)
    .execute();
  const apps = new Set([slug.app_id, ...releases.map((release) => release.app_id)]);
  const readable = await db
    .selectFrom("apps")
    .leftJoin("collaborators", (join) =>
      join.onRef("collaborators.app_id", "=", "apps.id").on("collaborators.account_id", "=", call.account.id),
    )
    .select("apps.id")
    .where("apps.id", "in", ofApp ? [...apps].filter((app) => app === ofApp) : [...apps])
    .where((where) =>
      where.or([
        where("apps.owner_id", "=", call.account.id),
        where("collaborators.account_id", "is not", null),
      ]),
    )
    .executeTakeFirst();
  if (!readable) throw notFound("slug");
  return slug;
}

async function create(call: Call): Promise<unknown> {
  const { context } = call;
  const app = await findApp(call, "write");
  if (app.generation !== "cedar") throw invalid("Fir apps have no slugs.");
  const wanted = await call.json(Create);
  const now = context.now().toISOString();
  const slug: SlugRow = {
    id: context.newId(),
    app_id: app.id,
    key: null,
    checksum: wanted.checksum
      ? wanted.checksum.replace(/^sha256:(.*)$/i, (_, hex: string) => `SHA256:${hex.toLowerCase()}`)
      : null,
    size: null,
    commit: wanted.commit ?? null,
    commit_description: wanted.commit_description ?? null,
    buildpack_provided_description: wanted.buildpack_provided_description ?? null,
    process_types: JSON.stringify(wanted.process_types),
    stack: stack.name,
    created_at: now,
    updated_at: now,
    deleted_at: null,
  };
  await context.db.insertInto("slugs").values(slug).execute();
  return present(call, slug, "put");
}

function present(call: Call, slug: SlugRow, method: "get" | "put") {
  return {
    blob: { method, url: slugUrl(call, method === "put" ? "PUT" : "GET", slug.id) },
    buildpack_provided_description: slug.buildpack_provided_description,
    checksum: slug.checksum,
    commit: slug.commit,
    commit_description: slug.commit_description,
    created_at: formatTime(slug.created_at),
    deleted_at: formatTime(slug.deleted_at),
    id: slug.id,
    process_types: ProcessTypes.parse(JSON.parse(slug.process_types)),
    size: slug.size,
    stack: { id: stack.id, name: slug.stack },
    updated_at: formatTime(slug.updated_at),
  };
}
