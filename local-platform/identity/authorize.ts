import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import { Hono } from "hono";
import { z } from "zod";
import type { Context } from "@/local-platform/context";
import { parseScopes, scopes } from "@/local-platform/http/scopes";
import { consentPage, refusalPage, stylesheet } from "./page";
import type { OauthClient } from "./tokens";
import { issueToken } from "./tokens";

const CODE_MS = 10 * 60_000;

/** The request, signed into the form, so that a response cannot be forged. */
const Asked = z.object({
  scopes: z.array(z.enum(scopes)),
  state: z.string().optional(),
  challenge: z.string().optional(),
  until: z.number(),
});
type Asked = z.infer<typeof Asked>;

/** `GET /oauth/authorize` shows the consent page; `POST` sends a code to the client's registered redirect URI. */
export function authorizeRoutes(context: Context, client: OauthClient | null, secret: string): Hono {
  const routes = new Hono();
  const seal = sealWith(secret);

  routes.use("/oauth/authorize", async (exchange, next) => {
    await next();
    const formAction = client ? `'self' ${new URL(client.redirectUri).origin}` : "'self'";
    exchange.header(
      "Content-Security-Policy",
      `default-src 'none'; style-src 'self'; form-action ${formAction}; frame-ancestors 'none'; base-uri 'none'`,
    );
    exchange.header("Referrer-Policy", "same-origin");
    exchange.header("Cache-Control", "no-store");
  });
  routes.get("/oauth/authorize.css", (exchange) => {
    exchange.header("Content-Type", "text/css; charset=utf-8");
    exchange.header("X-Content-Type-Options", "nosniff");
    return exchange.body(stylesheet);
  });

  routes.get("/oauth/authorize", async (exchange) => {
    const query = exchange.req.query();
    const wanted = parseScopes(query.scope);
    const pkce = query.code_challenge === undefined || query.code_challenge_method === "S256";
    if (!client || query.client_id !== client.id)
      return exchange.html(refusalPage("Unknown client", unknownClient), 400);
    if (query.response_type !== "code") return exchange.html(refusalPage("Cannot authorize", onlyCode), 400);
    if (!wanted)
      return exchange.html(refusalPage("Unknown scope", `Known scopes are ${scopes.join(", ")}.`), 400);
    if (!pkce) return exchange.html(refusalPage("Cannot authorize", onlyS256), 400);
    const request = seal({
      scopes: wanted,
      state: query.state,
      challenge: query.code_challenge,
      until: context.now().getTime() + 60 * 60_000,
    });
    const people = await context.db
      .selectFrom("accounts")
      .selectAll()
      .orderBy("created_at")
      .orderBy("name")
      .execute();
    return exchange.html(consentPage({ clientName: client.name, people, scopes: wanted, request }));
  });

  routes.post("/oauth/authorize", async (exchange) => {
    const origin = exchange.req.header("origin");
    if (!client || (origin && !sameHost(origin, exchange.req.header("host")))) {
      return exchange.html(refusalPage("Not from this page", startOver), 403);
    }
    const form = await exchange.req.parseBody();
    const asked = open(seal, form.request, context.now());
    const account = await context.db
      .selectFrom("accounts")
      .select("id")
      .where("id", "=", String(form.account ?? ""))
      .executeTakeFirst();
    if (!asked) return exchange.html(refusalPage("This page is too old", startOver), 400);
    if (form.answer !== "authorize")
      return exchange.redirect(withQuery(client.redirectUri, { error: "access_denied" }), 303);
    if (!account) return exchange.html(refusalPage("No person chosen", startOver), 400);
    const code = await issueToken(
      context,
      {
        kind: "code",
        account_id: account.id,
        client_id: client.id,
        scope: asked.scopes.join(" "),
        authorization_id: context.newId(),
        code_challenge: asked.challenge ?? null,
        forMs: CODE_MS,
      },
      randomUUID(),
    );
    return exchange.redirect(withQuery(client.redirectUri, { code, state: asked.state }), 303);
  });
  return routes;
}

const unknownClient =
  "No client with this id is registered on the local platform. Restart it together with the dashboard.";
const onlyCode = "Only response_type=code is answered.";
const onlyS256 = "Only code_challenge_method=S256 is understood.";
const startOver = "Go back to the page that sent you here and start again.";

type Seal = (asked: Asked) => string;

function sealWith(secret: string): Seal {
  return (asked) => {
    const text = Buffer.from(JSON.stringify(asked)).toString("base64url");
    return `${text}.${createHmac("sha256", secret).update(`authorize:${text}`).digest("base64url")}`;
  };
}

function open(seal: Seal, sealed: unknown, now: Date): Asked | null {
  if (typeof sealed !== "string") return null;
  try {
    const asked = Asked.parse(JSON.parse(Buffer.from(sealed.split(".")[0] ?? "", "base64url").toString()));
    const right = Buffer.from(seal(asked));
    const given = Buffer.from(sealed);
    const genuine = right.length === given.length && timingSafeEqual(right, given);
    return genuine && asked.until > now.getTime() ? asked : null;
  } catch {
    return null;
  }
}

function sameHost(origin: string, host: string | undefined): boolean {
  return URL.canParse(origin) && new URL(origin).host === host;
}

function withQuery(uri: string, query: Record<string, string | undefined>): string {
  const url = new URL(uri);
  for (const [name, value] of Object.entries(query))
    if (value !== undefined) url.searchParams.set(name, value);
  return url.href;
}
