import { z } from "zod";
import { Build } from "./build";
import { AppParam, Time } from "./common";
import { Dyno } from "./dyno";
import { Release } from "./release";

/**
 * What a row of the apps table shows, read together: the newest builds (at most 20) and releases (at most 10),
 * newest first, and the dynos. `current` is the running release even when it is older than those ten.
 * `read_at` is when upstream last answered; `failed` says why the newest try did not.
 */
export const AppSummary = z.object({
  app: z.object({ id: z.string(), name: z.string() }),
  builds: z.array(Build),
  releases: z.array(Release),
  current: Release.nullable(),
  dynos: z.array(Dyno),
  /** First error line of the newest build when that failed and nothing newer repaired it. */
  first_error: z.string().nullable(),
  read_at: Time,
  failed: z.string().nullable(),
});
export type AppSummary = z.infer<typeof AppSummary>;

/** `GET /api/summaries?apps=a,b`: in the order asked; apps that cannot be read are left out. */
export const AppSummaries = z.object({ items: z.array(AppSummary), next: z.null() });

/** Query of that route: names or ids, separated by commas. */
export const SummariesQuery = z.object({
  apps: z
    .string()
    .transform((text) => text.split(",").filter(Boolean))
    .pipe(z.array(AppParam).max(60, "at most 60 apps at a time")),
  /** Read once: they are not watched afterwards. */
  once: z.literal("1").optional(),
});

/**
 * `GET /api/summaries/latest`: of every app in a pipeline the states of its newest build and release, by two calls a
 * pipeline; which apps to read first when all are to be read.
 */
export const LatestStates = z.object({
  items: z.array(
    z.object({
      app: z.object({ id: z.string() }),
      build: z.string().nullable(),
      release: z.string().nullable(),
    }),
  ),
  next: z.null(),
});
export type LatestStates = z.infer<typeof LatestStates>;
