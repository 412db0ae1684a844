import { z } from "zod";
import { UserText } from "./common";

/** `GET /account` (platform-api-schema: account). */
export const UpstreamAccount = z.object({
  id: z.string(),
  email: UserText,
  name: UserText.nullish().transform((name) => name ?? null),
});

export const Account = z.object({ id: z.string(), email: z.string(), name: z.string().nullable() });
export type Account = z.infer<typeof Account>;

/** `GET /account/rate-limits`: calls left in this hour's bucket. */
export const UpstreamRateLimit = z.object({ remaining: z.number().int() });
