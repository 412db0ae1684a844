import { queryOptions, skipToken } from "@tanstack/react-query";
import { messageOf } from "@/lib/errors/catalog";
import { api } from "@/lib/paths";
import { Slug, type SlugCreate } from "@/lib/schemas/slug";
import { callApi } from "./api";
import { lostFailure, sendBlob, type UploadProgress } from "./upload/upload";

/** One slug. Disabled without an id; never refetched, because slugs do not change. */
export const slugQuery = (app: string, slug: string | undefined) =>
  queryOptions({
    queryKey: ["apps", app, "slugs", slug],
    meta: { shows: "rest", apps: [app] },
    queryFn: slug === undefined ? skipToken : ({ signal }) => callApi(api.slug(app, slug), Slug, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Registers a slug; its content is uploaded next. */
export const createSlug = (app: string, body: SlugCreate) =>
  callApi(api.slugs(app), Slug, { method: "POST", body });

type Content = {
  app: string;
  slug: string;
  blob: Blob;
  onProgress?: (progress: UploadProgress) => void;
  signal?: AbortSignal;
};

/** Uploads the content of a registered slug. Throws `ApiFailure`; the upload may then be retried. */
export async function putSlugContent({ app, slug, blob, onProgress, signal }: Content): Promise<Slug> {
  const text = await sendBlob({
    method: "PUT",
    url: api.slugBlob(app, slug),
    blob,
    status: 200,
    onProgress,
    signal,
    breakReason: async () => lostFailure("upload_incomplete", messageOf("upload_incomplete")),
  });
  return Slug.parse(JSON.parse(text));
}
