import { openHandler } from "@/lib/server/handler";

/** The process answers. */
export const GET = openHandler(async () => ({ status: "ok" }));
