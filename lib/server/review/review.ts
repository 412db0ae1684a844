import type { ReviewApp } from "@/lib/schemas/review";

/**
 * What upstream tells for a review of an app; `repository` is what the sources of its builds tell. `wholeAt` (ms): when
 * its builds and releases were last read whole.
 */
export type Review = Omit<ReviewApp, "stage" | "holds"> & { wholeAt: number };
