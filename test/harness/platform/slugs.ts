import { expect } from "vitest";
import { z } from "zod";
import { textEntry, tgz } from "@/test/harness/tarballs";
import { type Caller, checkedCall } from "./checked-call";

const Named = z.object({ id: z.string(), name: z.string() });
const Slug = z.object({ id: z.string(), blob: z.object({ url: z.string() }) });
export const ShownRelease = z.object({
  id: z.string(),
  version: z.number(),
  status: z.string(),
  current: z.boolean(),
  description: z.string(),
  eligible_for_rollback: z.boolean(),
  slug: z.object({ id: z.string() }).nullable(),
  artifacts: z.array(z.object({ id: z.string(), type: z.string() })),
  output_stream_url: z.string().nullable(),
});
export type ShownRelease = z.infer<typeof ShownRelease>;

export const createApp = (platform: Caller, name: string) =>
  checkedCall(platform, Named, 201, "POST", "/apps", { body: { name } });

/** Registers and uploads a slug; `release` is its release command, `web` that of a web process. */
export async function createSlug(
  platform: Caller,
  app: string,
  { commit, ...commands }: { release?: string; web?: string; commit?: string } = {},
): Promise<string> {
  const process_types = { worker: "sleep 600", ...commands };
  const slug = await checkedCall(platform, Slug, 201, "POST", `/apps/${app}/slugs`, {
    body: { process_types, commit },
  });
  const body = await tgz([textEntry("./app/README", "An app of nothing but words.\n")]);
  expect((await fetch(slug.blob.url, { method: "PUT", body })).status).toBe(200);
  return slug.id;
}

export async function releaseSlug(platform: Caller, app: string, slug: string): Promise<ShownRelease> {
  return checkedCall(platform, ShownRelease, 201, "POST", `/apps/${app}/releases`, { body: { slug } });
}

/** Returns all releases of an app, oldest first. */
export async function releasesOf(platform: Caller, app: string): Promise<ShownRelease[]> {
  const headers = { Range: "version ..; max=1000" };
  return checkedCall(platform, z.array(ShownRelease), 200, "GET", `/apps/${app}/releases`, { headers });
}

/** Returns the release once it is no longer pending. */
export async function endedRelease(platform: Caller, app: string, id: string): Promise<ShownRelease> {
  const read = () => checkedCall(platform, ShownRelease, 200, "GET", `/apps/${app}/releases/${id}`);
  await expect.poll(async () => (await read()).status, { timeout: 20_000, interval: 50 }).not.toBe("pending");
  return read();
}
