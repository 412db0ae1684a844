import { z } from "zod";

/** `POST /sources`: signed URLs, both valid for one hour. */
export const UpstreamSource = z.object({
  source_blob: z.object({ get_url: z.url(), put_url: z.url() }),
});

/** `POST /apps/:app/log-sessions`: the URL is a short-lived bearer secret. */
export const UpstreamLogSession = z.object({ logplex_url: z.url() });
