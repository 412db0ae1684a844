import { byStage, type Place } from "@/lib/apps/stages";
import { paths } from "@/lib/paths";
import { aheadText, leadingSource, stageAhead, stageLanes } from "@/lib/review/lanes";
import type { AppRow } from "./row-of";

/** A short text next to a group's name; `href` links to its lane. */
export type GroupNote = { text: string; href: string | null };

/** Returns "staging is 2 ahead" for each lane of a pipeline whose apps have all been read. */
export function groupNotes(
  pipeline: Place["pipeline"],
  rows: readonly AppRow[],
  places: ReadonlyMap<string, Place>,
): GroupNote[] {
  const cache = notesOf.get(places) ?? new Map<string, CachedNotes>();
  notesOf.set(places, cache);
  const last = cache.get(pipeline.id);
  if (last && last.rows.length === rows.length && last.rows.every((row, index) => row === rows[index]))
    return last.notes;
  const notes = computeNotes(pipeline, rows, places);
  cache.set(pipeline.id, { rows, notes });
  return notes;
}

type CachedNotes = { rows: readonly AppRow[]; notes: GroupNote[] };

/** Cached by pipeline: comparing histories is more expensive than checking that no row of the group has changed. */
const notesOf = new WeakMap<ReadonlyMap<string, Place>, Map<string, CachedNotes>>();

function computeNotes(
  pipeline: Place["pipeline"],
  rows: readonly AppRow[],
  places: ReadonlyMap<string, Place>,
): GroupNote[] {
  const lanes = stageLanes(byStage(rows, (row) => places.get(row.app.id)?.stage ?? ""));
  const notes = lanes.flatMap(({ from, to, ...apps }): GroupNote[] => {
    const [sources, targets] = [known(apps.sources), known(apps.targets)];
    const source = sources && targets && leadingSource({ from, to, sources, targets });
    if (!source) return [];
    const ahead = stageAhead(source, targets);
    const lane = ahead.kind !== "same" && ahead.kind !== "nothing";
    return [
      { text: aheadText(ahead, from, to), href: lane ? paths.pipeline(pipeline.name, { from, to }) : null },
    ];
  });
  const distinct = new Map(notes.map((note) => [note.text, note]));
  const linked = [...distinct.values()].filter((note) => note.href);
  return linked.length > 0 ? linked : [...distinct.values()].slice(0, 1);
}

/** Returns the summaries of all rows; null while one of them has not been read. */
function known(rows: readonly AppRow[]) {
  const read = rows.flatMap(({ summary }) => (summary ? [{ ...summary, slug: null }] : []));
  return read.length === rows.length ? read : null;
}
