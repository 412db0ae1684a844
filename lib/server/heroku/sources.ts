import type { z } from "zod";
import { UpstreamSource } from "@/lib/schemas/source";
import type { Heroku } from "./client";

/** `POST /sources`: signed URLs to put and get one tarball, valid for an hour. Never shown to a browser. */
export async function createSource(heroku: Heroku): Promise<z.infer<typeof UpstreamSource>["source_blob"]> {
  const { data } = await heroku.request("createSource", { schema: UpstreamSource });
  return data.source_blob;
}
