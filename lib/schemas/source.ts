import { z } from "zod";

/** `POST /sources`: signed URLs, both valid for one hour. */
export const UpstreamSource = z.object({
  source_blob: z.object({ get_url: z.url(), put_url: z.url() }),
});

/** `POST /apps/:app/log-sessions`: the URL is a short-lived bearer secret. */
export const UpstreamLogSession = z.object({ logplex_url: z.url() });

/** Body of `POST /apps/:app/log-sessions`. */
export const LogSessionCreate = z.object({
  lines: z.number().int().min(1).max(1500).optional(),
  tail: z.boolean().optional(),
  dyno: z.string().max(64).optional(),
  source: z.string().max(64).optional(),
});
