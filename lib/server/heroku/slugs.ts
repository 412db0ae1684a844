import { z } from "zod";
import { type Image, UpstreamImage } from "@/lib/schemas/image";
import { type Slug, type SlugCreate, toSlug, UpstreamSlug } from "@/lib/schemas/slug";
import type { Heroku } from "./client";

/** `GET /apps/:app/slugs/:slug`, without the signed URL of its blob. */
export async function getSlug(heroku: Heroku, app: string, slug: string): Promise<Slug> {
  return toSlug(await getUpstreamSlug(heroku, app, slug));
}

/** Like `getSlug`, with the signed URL of its blob. For the download only. */
export async function getUpstreamSlug(heroku: Heroku, app: string, slug: string): Promise<UpstreamSlug> {
  const { data } = await heroku.request("slug", { params: { app, slug }, schema: UpstreamSlug });
  return data;
}

/** `POST /apps/:app/slugs`: creates a slug without content; returns it with the signed URL for its content. */
export async function createSlug(heroku: Heroku, app: string, body: SlugCreate): Promise<UpstreamSlug> {
  const { data } = await heroku.request("createSlug", { params: { app }, body, schema: UpstreamSlug });
  return data;
}

/** `GET /apps/:app/oci-images/:image` by id or digest. Upstream returns a list; null when it is empty. */
export async function getImage(heroku: Heroku, app: string, image: string): Promise<Image | null> {
  const call = { params: { app, image }, schema: z.array(UpstreamImage) };
  const { data } = await heroku.request("images", call);
  return data[0] ?? null;
}
