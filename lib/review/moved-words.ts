import type { Moved } from "@/lib/schemas/promotion";

/**
 * The version that ran at the time of the review, the one that runs now, and the pending one, with their commits if
 * known.
 */
export type MovedWords = { was: Side; now: Side; pending: string | null };
type Side = { version: string; commit: string | null };

/** `commitOf` returns the commit of a known release; a side without a release has text instead. */
export function movedWords(moved: Moved, commitOf: (release: string) => string | null): MovedWords {
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
