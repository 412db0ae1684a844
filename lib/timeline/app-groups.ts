import type { App } from "@/lib/schemas/app";

/** Apps of one team, or the personal ones; by name. */
export type AppGroup = { key: string; name: string; apps: App[] };

/** Groups apps by team (by name), personal apps last. */
export function groupApps(apps: readonly App[]): AppGroup[] {
  const teams = new Map<string, App[]>();
  for (const app of apps) {
    const team = app.team?.name ?? "";
    const own = teams.get(team);
    if (own) own.push(app);
    else teams.set(team, [app]);
  }
  return [...teams]
    .sort(([a], [b]) => Number(a === "") - Number(b === "") || order(a, b))
    .map(([team, own]) => ({
      key: team || "personal",
      name: team ? `Team ${team}` : "Personal",
      apps: own.sort((a, b) => order(a.name, b.name)),
    }));
}

/** Names are plain letters, digits and dashes: comparing them as such is a hundred times quicker than by locale. */
function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
