import type { Mark, Query } from "@/lib/log-viewer/engine/search/query";

/** Lines to search for a pattern; `marks`: true to return the matches within the lines. */
export type ToRegexp = { id: number; query: Query; texts: string[]; marks: boolean };

/** `lines`: the index of the line of each match. */
export type FromRegexp = { id: number; lines: Float64Array<ArrayBuffer>; marks: Mark[][] };
