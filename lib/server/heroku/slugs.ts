import { type Slug, toSlug, UpstreamSlug } from "@/lib/schemas/slug";
import type { Heroku } from "./client";

/** `GET /apps/:app/slugs/:slug`, without the signed URL of its blob. */
export async function getSlug(heroku: Heroku, app: string, slug: string): Promise<Slug> {
  const { data } = await heroku.request("slug", { params: { app, slug }, schema: UpstreamSlug });
  return toSlug(data);
}
