import type { Moved } from "@/lib/schemas/promotion";
import type { ReviewApp } from "@/lib/schemas/review";

type Read = Pick<ReviewApp, "app" | "current" | "newest">;

/** Returns true if the data of the apps is at least as new as the moves that are known. */
export function caughtUp(moved: readonly Moved[], apps: readonly Read[]): boolean {
  return moved.every(({ app, current, pending }) => {
    const read = apps.find((one) => one.app.id === app.id);
    if (!read) return true;
    const seen = read.newest?.version ?? 0;
    return (
      seen >= Math.max(current?.version ?? 0, pending?.version ?? 0) &&
      (seen > (current?.version ?? 0) || read.current?.id === current?.id)
    );
  });
}
