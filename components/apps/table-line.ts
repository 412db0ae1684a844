import type { GroupNote } from "./group-notes";
import type { AppRow } from "./row-of";

/** A line of the apps table: the heading of a group, or an app. */
export type TableLine =
  | { kind: "group"; key: string; name: string; notes: GroupNote[] }
  | { kind: "row"; key: string; row: AppRow; stage: string | null };
