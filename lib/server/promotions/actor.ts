import type { Heroku } from "@/lib/server/heroku/client";

/** The user who makes a change, with their client of the Platform API. */
export type Actor = { heroku: Heroku; user: { id: string; email: string } };

/** An app that the actor's own grant can read. */
export type NamedApp = { id: string; name: string };
