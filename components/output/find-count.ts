import { formatCount } from "@/lib/format/format";
import type { Find } from "./use-find";

/** How many matches there are and which of them is shown, in words. */
export function countOf({ found, current }: Pick<Find, "found" | "current">): string {
  if (found.problem === "invalid") return "no pattern";
  if (found.problem === "slow") return "takes too long";
  if (found.count === 0) return found.done ? "no match" : "searching";
  const all = `${formatCount(found.count)}${found.done ? "" : "…"}`;
  return current === null ? all : `${formatCount(current.index + 1)} of ${all}`;
}
