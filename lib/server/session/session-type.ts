import type { Grant } from "@/lib/server/heroku/grant";

/** A signed-in browser and its grant. */
export type Session = {
  id: string;
  user: { id: string; email: string; name: string | null };
  grant: Grant;
};
