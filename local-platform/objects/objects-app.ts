import { Hono } from "hono";
import type { FaultSwitches } from "../control/fault-switches";
import type { Services } from "../http/endpoint";

/** Storage and output streams: another origin than the API, as in real life. Nothing here looks at tokens. */
export function createObjectsApp(_services: Services, faults: FaultSwitches | null): Hono {
  const app = new Hono();
  if (faults) app.use(faults.middleware("objects"));
  return app;
}
