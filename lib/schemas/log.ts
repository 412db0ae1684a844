import { z } from "zod";
import { listOf } from "./common";

/** `GET /api/apps/:app/logs?dyno=&lines=`: the last lines of the dynos, oldest first, as upstream wrote them. */
export const LogLines = listOf(z.string());
export type LogLines = z.infer<typeof LogLines>;

/** Query of that route. Upstream stores at most 1,500 lines. */
export const LogQuery = z.object({
  dyno: z
    .string()
    .regex(/^[a-z][\w-]{0,63}(\.\d{1,5})?$/i, "is not a dyno's name")
    .optional(),
  lines: z.coerce.number().int().min(1).max(1500).optional(),
});

/** `POST /apps/:app/log-sessions`: the URL is a short-lived bearer secret. */
export const UpstreamLogSession = z.object({ logplex_url: z.url() });
