import type { ReviewApp } from "@/lib/schemas/review";

/**
 * The upstream part of an app's review. `repository` is derived from the sources of its builds; `wholeAt` (ms) is when
 * its builds and releases were last read completely.
 */
export type Review = Omit<ReviewApp, "stage" | "holds"> & { wholeAt: number };
