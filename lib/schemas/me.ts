import { z } from "zod";

/** `GET /api/me`: the signed-in account, its scopes, and the upstream calls left in this hour. */
export const Me = z.object({
  user: z.object({ id: z.string(), email: z.string(), name: z.string().nullable() }),
  mode: z.enum(["local", "oauth", "key"]),
  scope: z.string(),
  budget: z.object({ remaining: z.number().int().nullable() }),
});
