import { z } from "zod";
import { listOf, stateOf, Time, UpstreamRequiredTime } from "./common";

export const DYNO_STATES = ["crashed", "down", "idle", "starting", "up"] as const;

/** `GET /apps/:app/dynos` (platform-api-schema: dyno). `attach_url` may contain a secret and is dropped. */
export const UpstreamDyno = z.object({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  command: z
    .string()
    .nullish()
    .transform((command) => command ?? ""),
  size: z
    .string()
    .nullish()
    .transform((size) => size ?? ""),
  state: stateOf(...DYNO_STATES),
  release: z
    .object({ id: z.string(), version: z.number().int() })
    .nullish()
    .transform((release) => release ?? null),
  created_at: UpstreamRequiredTime,
  updated_at: UpstreamRequiredTime,
});

/** A dyno and the release that it runs. */
export const Dyno = z.object({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  command: z.string(),
  size: z.string(),
  state: z.enum([...DYNO_STATES, "unknown"]),
  release: z.object({ id: z.string(), version: z.number().int() }).nullable(),
  created_at: Time,
  updated_at: Time,
});
export type Dyno = z.infer<typeof Dyno>;

export const DynoList = listOf(Dyno);

/** `GET /apps/:app/formation` (platform-api-schema: formation). */
export const UpstreamFormation = z.object({
  type: z.string(),
  quantity: z.number().int(),
  size: z
    .string()
    .nullish()
    .transform((size) => size ?? ""),
  command: z
    .string()
    .nullish()
    .transform((command) => command ?? ""),
});

export const Formation = z.object({
  type: z.string(),
  quantity: z.number().int(),
  size: z.string(),
  command: z.string(),
});
export type Formation = z.infer<typeof Formation>;
export const FormationList = listOf(Formation);
