import { shownOfAll } from "./lists";

/** Beside a filter over states, while apps are read for it and afterwards: "41 of 265 read". */
export const statesRead = (read: number, all: number) => `${shownOfAll(read, all)} read`;
/** No app has passed such a filter yet. */
export const noneSoFar = "None so far: not every app has been read.";
/** On a pin that cannot be set. */
export const pinsFull = (count: number) => `${count} apps are pinned. Unpin one first.`;
