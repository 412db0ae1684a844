import type { ReviewApp } from "@/lib/schemas/review";
import { cutName } from "@/lib/timeline/cut-name";

type Named = { id: string; name: string | null };

/** Short names for the apps of a stage: their region where that tells them apart, else their name, cut. */
export function targetNames(apps: readonly Pick<ReviewApp, "app" | "region">[]): (app: Named) => string {
  const regions = apps.map(({ region }) => region);
  const distinct = apps.length > 1 && !regions.includes(null) && new Set(regions).size === apps.length;
  const byId = new Map(apps.map(({ app, region }) => [app.id, region]));
  return (app) => {
    const region = distinct ? byId.get(app.id) : null;
    return region ?? (app.name ? cutName(app.name, 20) : "hidden app");
  };
}
