import { sharedStart } from "@/lib/apps/shared-start";
import type { ReviewApp } from "@/lib/schemas/review";

type Named = { id: string; name: string | null };

/** Returns short names for the apps of a stage: their region if it distinguishes them, else the end of their name. */
export function targetNames(apps: readonly Pick<ReviewApp, "app" | "region">[]): (app: Named) => string {
  const regions = apps.map(({ region }) => region);
  const distinct = apps.length > 1 && !regions.includes(null) && new Set(regions).size === apps.length;
  const byId = new Map(apps.map(({ app, region }) => [app.id, region]));
  const shared = sharedStart(apps.map(({ app }) => app.name));
  return ({ id, name }) => {
    const region = distinct ? byId.get(id) : null;
    if (region || name === null) return region ?? "hidden app";
    return byId.has(id) ? name.slice(shared) : name;
  };
}
