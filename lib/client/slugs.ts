import { queryOptions } from "@tanstack/react-query";
import { api } from "@/lib/paths";
import { Slug } from "@/lib/schemas/slug";
import { callApi } from "./api";

/** One slug. Without an id it does not ask; slugs never change, so one answer is enough. */
export const slugQuery = (app: string, slug: string | undefined) =>
  queryOptions({
    queryKey: ["apps", app, "slugs", slug ?? ""],
    queryFn: ({ signal }) => callApi(api.slug(app, slug ?? ""), Slug, { signal }),
    enabled: slug !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
