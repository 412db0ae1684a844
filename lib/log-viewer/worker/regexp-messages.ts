import type { Mark, Query } from "@/lib/log-viewer/engine/search/query";

/** Lines to search for a pattern; `marks`: true to return the matches within the lines. */
export type ToRegexp = { turn: number; query: Query; texts: string[]; marks: boolean };

/** `lines`: the index of the line of each match. */
export type FromRegexp = { turn: number; lines: Float64Array<ArrayBuffer>; marks: Mark[][] };
