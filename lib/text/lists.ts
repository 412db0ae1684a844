import { formatCount } from "@/lib/format/format";

/** How much of a list is shown when not all of it is: "50 of 265". */
export const shownOfAll = (shown: number, all: number) => `${formatCount(shown)} of ${formatCount(all)}`;
/** The last row of a list that was cut while somebody searches in it. */
export const typeForMore = (shown: number, all: number) =>
  `${shownOfAll(shown, all)}: type to find the others`;
