import { z } from "zod";
import { type Image, UpstreamImage } from "@/lib/schemas/image";
import type { Heroku } from "./client";

/** `GET /apps/:app/oci-images/:image` by id or digest. Upstream returns a list; null when it is empty. */
export async function getImage(heroku: Heroku, app: string, image: string): Promise<Image | null> {
  const call = { params: { app, image }, schema: z.array(UpstreamImage) };
  const { data } = await heroku.request("images", call);
  return data[0] ?? null;
}
