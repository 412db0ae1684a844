import type { Moved } from "@/lib/schemas/promotion";
import type { ReviewApp } from "@/lib/schemas/review";

/**
 * The version that ran at the time of the review, the one that runs now, and the pending one, with their commits if
 * known.
 */
type MovedVersions = { was: Side; now: Side; pending: string | null };
type Side = { version: string; commit: string | null };

/** Returns the versions before and after a move. `commitOf` returns the commit of a known release. */
export function movedVersions(moved: Moved, commitOf: (release: string) => string | null): MovedVersions {
  const { expected, current, pending } = moved;
  const unmoved = expected?.id === current?.id;
  return {
    was: expected
      ? {
          version: expected.version === null ? "another release" : `v${expected.version}`,
          commit: commitOf(expected.id),
        }
      : { version: "nothing", commit: null },
    now:
      unmoved && pending
        ? { version: `v${pending.version}`, commit: null }
        : { version: current ? `v${current.version}` : "nothing", commit: current?.commit ?? null },
    pending:
      !pending || pending.id === current?.id
        ? null
        : unmoved
          ? "is being released"
          : `v${pending.version} is being released`,
  };
}

type Read = Pick<ReviewApp, "app" | "current" | "newest">;

/** Returns true if the data of the apps is at least as new as the known moves. */
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
