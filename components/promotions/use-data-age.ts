"use client";

import { useEffect, useState } from "react";
import { useLostSince } from "@/components/ui/connection";
import { useNow } from "@/components/ui/use-now";
import { serverNow } from "@/lib/client/clock";
import type { ReviewApp } from "@/lib/schemas/review";

/**
 * How old the oldest data of these apps is, in ms, and whether it could not be renewed. Measured by this browser's clock
 * from when the data came, because the server's clock may differ; only what could not be renewed is dated by the server.
 */
export function useDataAge(apps: readonly Pick<ReviewApp, "read_at" | "failed">[]) {
  const now = useNow();
  const lostSince = useLostSince();
  const oldest = apps.map((app) => app.read_at).sort()[0] ?? "";
  const [seen, setSeen] = useState({ oldest, at: now });
  useEffect(() => setSeen({ oldest, at: serverNow() }), [oldest]);
  const failed = apps.filter((app) => app.failed !== null).map((app) => Date.parse(app.read_at));
  const offline = lostSince !== null || failed.length > 0;
  return { ageMs: Math.max(0, now - Math.min(seen.at, ...failed)), offline };
}
