import type { ReviewApp } from "@/lib/schemas/review";

type Named = { id: string; name: string | null };

/** Short names for the apps of a stage: their region where that tells them apart, else the end of their name. */
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

/** How many letters all names begin with alike, up to a hyphen; a name of which nothing would be left keeps a word. */
function sharedStart(names: readonly string[]): number {
  const [first = ""] = names;
  if (names.length < 2) return 0;
  let shared = 0;
  for (let at = first.indexOf("-"); at !== -1; at = first.indexOf("-", at + 1)) {
    const start = first.slice(0, at + 1);
    if (!names.every((name) => name.startsWith(start))) break;
    shared = start.length;
  }
  return shared;
}
