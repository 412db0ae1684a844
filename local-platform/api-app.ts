import { randomUUID } from "node:crypto";
import { type Handler, Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { answerEndpoint } from "./answer-endpoint";
import { controlRoutes } from "./control/control-routes";
import { ApiError, notFound } from "./http/api-error";
import type { FaultSwitches } from "./http/fault-switches";
import { noPages, onlyOwnNames } from "./http/own-names";
import { authorizeRoutes } from "./identity/authorize";
import { answerToken } from "./identity/token-endpoint";
import type { OauthClient } from "./identity/tokens";
import { endpoints } from "./resources/endpoints";
import { addedAt } from "./resources/platform-facts";
import type { Services } from "./services";
import { unsupportedEndpoints } from "./unsupported-endpoints";

type Exchange = Parameters<Handler>[0];

export type ApiOptions = {
  services: Services;
  client: OauthClient | null;
  secret: string;
  /** null if the control endpoint is disabled. */
  faults: FaultSwitches | null;
};

/** The HTTP app of the API port: health, identity, control, and the Platform API. */
export function createApiApp({ services, client, secret, faults }: ApiOptions): Hono {
  const app = new Hono({ strict: false });
  app.onError((error, exchange) => answerError(services, error, exchange));
  app.notFound((exchange) =>
    errorAnswer(exchange, new ApiError(404, "not_found", "The requested API endpoint was not found.")),
  );

  app.use(onlyOwnNames);
  app.use(async (exchange, next) => {
    exchange.header("Request-Id", requestId(exchange.req.header("request-id")));
    exchange.header("X-Content-Type-Options", "nosniff");
    exchange.header("Date", services.context.now().toUTCString());
    await next();
  });
  if (faults) app.use("/_control/*", noPages).route("/", controlRoutes(services, faults));
  app.get("/health", (exchange) => exchange.json({ status: "ok" }));
  if (faults) app.use(faults.middleware("api"));

  app.route("/", authorizeRoutes(services.context, client, secret));
  app.post("/oauth/token", async (exchange) => {
    exchange.header("Cache-Control", "no-store");
    return exchange.json(await answerToken(services.context, client, exchange.req.raw));
  });
  app.get("/oauth/clients/:client", (exchange) => {
    if (client === null || exchange.req.param("client") !== client.id) throw notFound("OAuth client");
    return exchange.json(presentClient(client));
  });
  for (const endpoint of endpoints) {
    app.on(endpoint.method, endpoint.path, (exchange) => answerEndpoint(services, endpoint, exchange));
  }
  for (const endpoint of unsupportedEndpoints) {
    const [method = "", path = ""] = endpoint.split(" ");
    app.on(method, path, () => {
      throw new ApiError(501, "not_implemented", `The local platform does not support ${endpoint}.`);
    });
  }
  return app;
}

/** Appends our id to the client's, like Heroku's router; an overlong client id is dropped. */
function requestId(given: string | undefined): string {
  const own = randomUUID();
  return given && given.length <= 4096 && /^[\x21-\x7e ]+$/.test(given) ? `${given},${own}` : own;
}

function answerError(services: Services, error: Error, exchange: Exchange): Response {
  if (error instanceof ApiError) return errorAnswer(exchange, error);
  services.context.log("error", "A request failed", {
    path: exchange.req.path,
    error: String(error.stack ?? error),
  });
  return errorAnswer(exchange, new ApiError(500, "internal_server_error", "Internal server error."));
}

function errorAnswer(exchange: Exchange, error: ApiError): Response {
  const status: ContentfulStatusCode = error.status;
  return exchange.json(error.body(), status);
}

/** Returns a client as anyone may read it: without its secret. */
function presentClient(client: OauthClient) {
  return {
    created_at: addedAt,
    id: client.id,
    ignores_delinquent: false,
    name: client.name,
    redirect_uri: client.redirectUri,
    updated_at: addedAt,
  };
}
