import type { App } from "@/lib/schemas/app";

/**
 * Returns the apps whose name contains the letters in order, best match first: at the start, after a hyphen, inside,
 * scattered.
 */
export function rankApps(apps: readonly App[], text: string): App[] {
  const wanted = text.trim().toLowerCase().replaceAll(" ", "-");
  return apps
    .map((app) => ({ app, rank: rankOf(app.name, wanted) }))
    .filter(({ rank }) => rank < Number.POSITIVE_INFINITY)
    .sort((a, b) => a.rank - b.rank || a.app.name.localeCompare(b.app.name))
    .map(({ app }) => app);
}

function rankOf(name: string, wanted: string): number {
  const at = name.indexOf(wanted);
  if (at === 0) return 0;
  if (name.includes(`-${wanted}`)) return 1;
  if (at > 0) return 2;
  return isScattered(name, wanted) ? 3 : Number.POSITIVE_INFINITY;
}

function isScattered(name: string, wanted: string): boolean {
  let at = -1;
  for (const letter of wanted) {
    at = name.indexOf(letter, at + 1);
    if (at === -1) return false;
  }
  return true;
}
