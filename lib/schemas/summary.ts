import { z } from "zod";
import { Build } from "./build";
import { AppParam, Time } from "./common";
import { Dyno } from "./dyno";
import { Release } from "./release";

/**
 * The data of one row of the apps table: the newest builds (at most 20) and releases (at most 10), newest first, and
 * the dynos. `current` is the running release even if it is older than those ten. `read_at` is when upstream last
 * answered; `failed` is why the newest attempt failed.
 */
export const AppSummary = z.object({
  app: z.object({ id: z.string(), name: z.string() }),
  builds: z.array(Build),
  releases: z.array(Release),
  current: Release.nullable(),
  dynos: z.array(Dyno),
  /** When the dynos were last read; null if they never were. They are read less often than the rest. */
  dynos_read_at: Time.nullable().default(null),
  /** First error line of the newest build if it failed and has not been superseded. */
  first_error: z.string().nullable(),
  read_at: Time,
  failed: z.string().nullable(),
});
export type AppSummary = z.infer<typeof AppSummary>;

/** `GET /api/summaries?apps=a,b`: in the requested order; unreadable apps are omitted. */
export const AppSummaries = z.object({ items: z.array(AppSummary), next: z.null() });

/** Query of that route: names or ids, separated by commas. */
export const SummariesQuery = z.object({
  apps: z
    .string()
    .transform((text) => text.split(",").filter(Boolean))
    .pipe(z.array(AppParam).max(60, "at most 60 apps at a time")),
  /** Reads once, without watching the apps afterwards. */
  once: z.literal("1").optional(),
});

/**
 * `GET /api/summaries/latest`: the states of the newest build and release of every app in a pipeline, from two calls
 * per pipeline. They decide which apps to read first when all are needed.
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
