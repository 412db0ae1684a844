import { randomUUID } from "node:crypto";
import { Hono } from "hono";
import type { FaultSwitches } from "@/local-platform/http/fault-switches";
import { onlyOwnNames } from "@/local-platform/http/own-names";
import type { Services } from "@/local-platform/services";
import { blobRoutes } from "./blob-routes";
import { StorageError } from "./storage-error";
import { streamRoutes } from "./stream-routes";

/** Storage and output streams: a separate origin, as on Heroku, without tokens. */
export function createObjectsApp(services: Services, faults: FaultSwitches | null): Hono {
  const app = new Hono();
  app.onError((error) => {
    const id = randomUUID();
    if (error instanceof StorageError) return error.toResponse(id);
    services.context.log("error", "The storage failed", { error: String(error.stack ?? error) });
    return new StorageError(
      500,
      "InternalError",
      "We encountered an internal error. Please try again.",
    ).toResponse(id);
  });
  app.use(onlyOwnNames);
  if (faults) app.use(faults.middleware("objects"));
  app.route("/", streamRoutes(services, faults));
  app.route("/", blobRoutes(services));
  app.notFound(() =>
    new StorageError(404, "NoSuchKey", "The specified key does not exist.").toResponse(randomUUID()),
  );
  return app;
}
