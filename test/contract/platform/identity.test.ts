import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { oauthClient, startPlatform, type TestPlatform } from "@/test/harness/platform/test-platform";

const Tokens = z.object({
  access_token: z.string().length(65).startsWith("HRKU-AA"),
  refresh_token: z.string().startsWith("HRKU-"),
  expires_in: z.number(),
  token_type: z.literal("Bearer"),
  user_id: z.string(),
  session_nonce: z.null(),
});
const Failed = z.object({ id: z.string(), message: z.string() });

let time = Date.parse("2026-11-21T04:12:00Z");
let platform: TestPlatform;

beforeAll(async () => {
  platform = await startPlatform({ now: () => new Date(time) });
});
afterAll(() => platform.stop());

const verifier = "a-verifier-that-is-long-enough-for-pkce-0123456789";
const challenge = createHash("sha256").update(verifier).digest("base64url");

async function openPage(query: Record<string, string>) {
  const asked = new URLSearchParams({ client_id: oauthClient.id, response_type: "code", ...query });
  const response = await fetch(`${platform.api}/oauth/authorize?${asked}`);
  const html = await response.text();
  return {
    response,
    html,
    request: /name="request" value="([^"]+)"/.exec(html)?.[1] ?? "",
    people: [...html.matchAll(/name="account" value="([^"]+)" (checked)?/g)].map(([, id = "", checked]) => ({
      id,
      checked: checked !== undefined,
    })),
  };
}

async function answer(fields: Record<string, string>, headers: Record<string, string> = {}) {
  const body = new URLSearchParams(fields);
  const response = await fetch(`${platform.api}/oauth/authorize`, {
    method: "POST",
    body,
    headers,
    redirect: "manual",
  });
  const location = response.headers.get("location");
  return { response, location: location ? new URL(location) : null };
}

async function signIn(query: Record<string, string> = {}, person = 0) {
  const page = await openPage(query);
  const { location } = await answer({
    request: page.request,
    account: page.people[person]?.id ?? "",
    answer: "authorize",
  });
  return location?.searchParams.get("code") ?? "";
}

const token = (fields: Record<string, string>) =>
  fetch(`${platform.api}/oauth/token`, {
    method: "POST",
    body: new URLSearchParams({ client_secret: oauthClient.secret, ...fields }),
  });

test("the consent page shows both users, Ada preselected, and the scopes in words", async () => {
  const { html, people, response } = await openPage({ scope: "identity write-protected" });
  expect(people.map((person) => person.checked)).toEqual([true, false]);
  expect(html).toContain("Read your account");
  expect(html).toContain("See and change your apps, releases and config vars");
  const policy = response.headers.get("content-security-policy") ?? "";
  expect(policy).not.toContain("unsafe");
  expect(policy).toContain("form-action 'self' http://localhost:3000");
});

test("a code, its PKCE proof and the state can be exchanged for tokens once", async () => {
  const page = await openPage({
    scope: "identity,read",
    state: "s t/ate",
    code_challenge: challenge,
    code_challenge_method: "S256",
  });
  const { response, location } = await answer({
    request: page.request,
    account: page.people[1]?.id ?? "",
    answer: "authorize",
  });
  expect(response.status).toBe(303);
  expect(location?.href.startsWith(oauthClient.redirectUri)).toBe(true);
  expect(location?.searchParams.get("state")).toBe("s t/ate");
  const code = location?.searchParams.get("code") ?? "";
  const given = await token({ grant_type: "authorization_code", code, code_verifier: verifier });
  const tokens = Tokens.parse(await given.json());
  expect(tokens.expires_in).toBe(28_799);
  const account = await platform.call("GET", "/account", { token: tokens.access_token });
  expect(z.object({ email: z.string() }).parse(await account.json()).email).toBe("ben@example.com");
  expect(account.headers.get("oauth-scope")).toBe("identity read");
  const again = await token({ code, code_verifier: verifier });
  expect([again.status, Failed.parse(await again.json()).id]).toEqual([401, "unauthorized"]);
});

test("a wrong verifier, a wrong secret and an old code are refused", async () => {
  const pkce = { code_challenge: challenge, code_challenge_method: "S256" };
  expect((await token({ code: await signIn(pkce), code_verifier: "wrong" })).status).toBe(401);
  expect((await token({ code: await signIn(), client_secret: "wrong" })).status).toBe(401);
  const code = await signIn();
  time += 10 * 60_000;
  expect((await token({ code })).status).toBe(401);
  expect((await token({})).status).toBe(400);
  expect((await token({ grant_type: "password" })).status).toBe(422);
});

test("a refresh token can be used once; an access token expires after 8 hours", async () => {
  const first = Tokens.parse(await (await token({ code: await signIn() })).json());
  const refresh = (secret: string) => token({ grant_type: "refresh_token", refresh_token: secret });
  const second = Tokens.parse(await (await refresh(first.refresh_token)).json());
  expect(second.refresh_token).not.toBe(first.refresh_token);
  expect((await refresh(first.refresh_token)).status).toBe(401);
  time += 8 * 60 * 60_000;
  const late = await platform.call("GET", "/account", { token: second.access_token });
  expect([late.status, await late.json()]).toEqual([
    401,
    { id: "unauthorized", message: "Invalid credentials provided." },
  ]);
  expect((await refresh(second.refresh_token)).status).toBe(200);
});

test("a denial redirects without the state", async () => {
  const page = await openPage({ state: "kept" });
  const { location } = await answer({ request: page.request, answer: "deny" });
  expect(location?.href).toBe(`${oauthClient.redirectUri}?error=access_denied`);
});

test("the redirect is always the registered one", async () => {
  const page = await openPage({ redirect_uri: "http://elsewhere.example/" });
  const { location } = await answer({
    request: page.request,
    account: page.people[0]?.id ?? "",
    answer: "authorize",
  });
  expect(location?.origin).toBe("http://localhost:3000");
});

test("a form from another origin or with a forged request is refused", async () => {
  const page = await openPage({});
  const fields = { request: page.request, account: page.people[0]?.id ?? "", answer: "authorize" };
  expect((await answer(fields, { Origin: "http://evil.localhost:1" })).response.status).toBe(403);
  expect((await answer({ ...fields, request: `${page.request}x` })).response.status).toBe(400);
});

test("an unknown client, scope or challenge method is never redirected", async () => {
  const refused: Record<string, string>[] = [
    { client_id: "x" },
    { scope: "everything" },
    { code_challenge: "x" },
    { response_type: "token" },
  ];
  for (const query of refused) {
    expect((await openPage(query)).response.status).toBe(400);
  }
});

test("anyone can read the client, without its secret", async () => {
  const response = await fetch(`${platform.api}/oauth/clients/${oauthClient.id}`);
  const client: unknown = await response.json();
  expect(client).toMatchObject({ id: oauthClient.id, redirect_uri: oauthClient.redirectUri });
  expect(client).not.toHaveProperty("secret");
  expect((await fetch(`${platform.api}/oauth/clients/other`)).status).toBe(404);
});
