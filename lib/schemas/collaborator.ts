import { z } from "zod";

/** `GET /apps/:app/collaborators/:account` (platform-api-schema: collaborator). Only team apps have permissions. */
export const UpstreamCollaborator = z.object({
  permissions: z
    .array(z.object({ name: z.string() }))
    .nullish()
    .transform((permissions) => permissions?.map(({ name }) => name) ?? []),
  role: z
    .string()
    .nullish()
    .transform((role) => role ?? null),
});
