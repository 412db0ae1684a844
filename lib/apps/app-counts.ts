import { healthyApps, notDeployedApps, offApps } from "@/lib/text/app";
import type { AppState } from "./app-state";

/**
 * Returns the summary beside the title: "2 need someone, 2 are moving, 12 are healthy". `total` counts all apps.
 * Apps without a state are reported as unread only when `settled`; before that they are still loading.
 */
export function sentenceOf(states: readonly AppState[], total: number, settled: boolean): string {
  const count = (group: AppState["group"]) => states.filter((state) => state.group === group).length;
  const [healthy, idle] = [count("fine"), count("idle")];
  const off = states.filter(({ group, word }) => group === "idle" && word === "off").length;
  const parts = [
    phrase(count("needs"), "needs someone", "need someone"),
    phrase(count("moves"), "is moving", "are moving"),
    healthy > 0 ? healthyApps(healthy) : null,
    off > 0 ? offApps(off) : null,
    idle > off ? notDeployedApps(idle - off) : null,
    phrase(count("unknown"), "is unknown", "are unknown"),
    settled ? phrase(total - states.length, "is not read", "are not read") : null,
  ].filter((part) => part !== null);
  return parts.join(", ");
}

function phrase(count: number, one: string, many: string): string | null {
  if (count <= 0) return null;
  return `${count.toLocaleString("en-US")} ${count === 1 ? one : many}`;
}
