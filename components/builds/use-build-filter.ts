"use client";

import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { BUILD_WORDS } from "@/lib/timeline/filter-builds";

const parsers = {
  state: parseAsStringLiteral(BUILD_WORDS),
  who: parseAsString,
  version: parseAsString,
};

/** The filter of a list of builds; it lives in the address, so that it can be sent and kept. */
export const useBuildFilter = () => useQueryStates(parsers, { history: "replace", throttleMs: 200 });
