import type { Mark, Query } from "@/lib/log-viewer/engine/search/query";

/** Lines to look in for an expression: all of them for where matches stand, or some for what to mark. */
export type ToRegexp = { turn: number; query: Query; texts: string[]; marks: boolean };

/** `lines`: the index of the line of each match. */
export type FromRegexp = { turn: number; lines: Float64Array<ArrayBuffer>; marks: Mark[][] };
