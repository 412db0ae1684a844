import { useQueries } from "@tanstack/react-query";
import { slugQuery } from "@/lib/client/slugs";
import type { Build } from "@/lib/schemas/build";
import type { Release } from "@/lib/schemas/release";
import type { Slug } from "@/lib/schemas/slug";

/** Slugs never change, so each is read once; older rows are described by their cause alone. */
const MOST = 10;

/** Returns the slugs of the newest releases whose code was built elsewhere, which have its commit and description. */
export function useReleasedSlugs(
  app: string,
  releases: readonly Release[],
  builds: readonly Build[],
): readonly Slug[] {
  const built = new Set(builds.flatMap(({ slug }) => slug?.id ?? []));
  const made = new Set(builds.flatMap(({ release }) => release?.id ?? []));
  const foreign = releases.filter(({ id, slug }) => slug !== null && !built.has(slug.id) && !made.has(id));
  const ids = [...new Set(foreign.flatMap(({ slug }) => slug?.id ?? []))].slice(0, MOST);
  return useQueries({
    queries: ids.map((id) => slugQuery(app, id)),
    combine: slugsOf,
  });
}

function slugsOf(results: { data: Slug | undefined }[]): Slug[] {
  return results.flatMap(({ data }) => data ?? []);
}
