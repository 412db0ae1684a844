import { expect } from "vitest";
import type { z } from "zod";
import { issueToken } from "@/local-platform/identity/tokens";
import { openPublishedSchema } from "./published-schema";
import type { CallOptions, TestPlatform } from "./test-platform";

const published = openPublishedSchema();

/** A platform that can be called, in this process or another. */
export type Caller = Pick<TestPlatform, "call">;

/** Calls, expects the status, validates a success against the published schema, and parses the response. */
export async function checkedCall<T>(
  platform: Caller,
  schema: z.ZodType<T>,
  status: number,
  method: string,
  path: string,
  options?: CallOptions,
): Promise<T> {
  const response = await platform.call(method, path, options);
  const body: unknown = await response.json();
  expect(response.status, `${method} ${path}: ${JSON.stringify(body)}`).toBe(status);
  const known = path.split("?")[0] ?? "";
  if (status < 300 && published?.has(method, known))
    expect(published.violations(method, known, body)).toEqual([]);
  return schema.parse(body);
}

/** Returns a token of any account, with scope `identity write-protected` by default. */
export function tokenFor(
  platform: TestPlatform,
  accountId: string,
  scope = "identity write-protected",
): Promise<string> {
  const shared = { kind: "access" as const, client_id: "test", authorization_id: "a", forMs: 600_000 };
  return issueToken(platform.platform.context, { ...shared, account_id: accountId, scope });
}

/** Adds an account to an app as a collaborator. */
export async function share(
  platform: TestPlatform,
  appId: string,
  accountId: string,
  permission: "read" | "write",
): Promise<void> {
  await platform.platform.context.db
    .insertInto("collaborators")
    .values({ app_id: appId, account_id: accountId, permission })
    .execute();
}
