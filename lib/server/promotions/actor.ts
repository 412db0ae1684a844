import type { Heroku } from "@/lib/server/heroku/client";

/** Who acts, and how they speak with upstream. */
export type Actor = { heroku: Heroku; user: { id: string; email: string } };

/** An app that was read with the actor's own grant. */
export type NamedApp = { id: string; name: string };
