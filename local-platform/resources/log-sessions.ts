import { z } from "zod";
import { logUrl } from "@/local-platform/objects/signed-urls";
import { findApp } from "./app-queries";
import type { Call, Endpoint } from "./endpoint";
import { formatTime } from "./platform-facts";

const Wish = z.object({
  /** More than what is kept returns what is kept. */
  lines: z.coerce.number().pipe(z.int().min(1)).default(100),
  tail: z.boolean().default(false),
  dyno: z.string().optional(),
  dyno_name: z.string().optional(),
  type: z.string().optional(),
  source: z.string().optional(),
});

export const logSessionEndpoints: Endpoint[] = [
  { method: "POST", path: "/apps/:app/log-sessions", needs: "read", status: 201, handle: create },
];

async function create(call: Call): Promise<unknown> {
  const app = await findApp(call, "read");
  const { lines, tail, dyno, dyno_name, type, source } = await call.json(Wish);
  const id = call.context.newId();
  const now = formatTime(call.context.now().toISOString());
  const wish = { lines, tail, dyno: dyno_name ?? dyno ?? type, source };
  return { created_at: now, id, logplex_url: logUrl(call, app.id, id, wish), updated_at: now };
}
