import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { BUILD_WORDS } from "@/lib/timeline/filter-builds";

const parsers = {
  state: parseAsStringLiteral(BUILD_WORDS),
  who: parseAsString,
  version: parseAsString,
};

/** The filter of a list of builds, stored in the address so that it can be shared and bookmarked. */
export const useBuildFilter = () => useQueryStates(parsers, { history: "replace", throttleMs: 200 });
