import { Readiness } from "@/lib/schemas/health";
import { readiness } from "@/lib/server/health";
import { openHandler } from "@/lib/server/http/handler";
import { JsonResponse } from "@/lib/server/http/response";

/** Responds with 200 if the store and the upstream respond, else 503. */
export const GET = openHandler({ answer: Readiness, action: null, verb: null }, async () => {
  const report = await readiness();
  return new JsonResponse(report.status === "ok" ? 200 : 503, report);
});
