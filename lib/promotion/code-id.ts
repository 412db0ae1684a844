import type { Release } from "@/lib/schemas/release";

/**
 * What identifies the code of a release: its slug's id, else its images' ids (apps without slugs). Null when it has
 * none, or upstream does not say.
 */
export function codeId(release: Pick<Release, "slug" | "artifacts">): string | null {
  if (release.slug) return release.slug.id;
  const ids = release.artifacts.map((artifact) => artifact.id);
  return ids.length > 0 ? [...new Set(ids)].sort().join(" ") : null;
}

/** Whether both are known to have the same code: two releases without any are not the same. */
export function sameCode(a: Release | null, b: Release | null): boolean {
  if (!a || !b) return false;
  const code = codeId(a);
  return code !== null && code === codeId(b);
}
