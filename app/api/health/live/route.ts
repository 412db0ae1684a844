import { openHandler } from "@/lib/server/http/handler";

/** The process answers. */
export const GET = openHandler(async () => ({ status: "ok" }));
