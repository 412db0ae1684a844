import { readiness } from "@/lib/server/health";
import { openHandler } from "@/lib/server/http/handler";

/** The store and the upstream answer; else 503 naming what is down. */
export const GET = openHandler(async () => {
  const report = await readiness();
  return Response.json(report, { status: report.status === "ok" ? 200 : 503 });
});
