import { expect } from "vitest";
import type { z } from "zod";
import { issueToken } from "@/local-platform/identity/tokens";
import { openJudge } from "./published-schema";
import type { CallOptions, Harness } from "./test-platform";

const judge = openJudge();

/** Whatever can be called, also a platform in a process of its own. */
export type Caller = Pick<Harness, "call">;

/** Calls, expects the status, lets the published schema judge a success, and reads the answer. */
export async function judged<T>(
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
  if (status < 300 && judge?.knows(method, known)) expect(judge.complaints(method, known, body)).toEqual([]);
  return schema.parse(body);
}

/** A token of any account, scope `identity write-protected` unless said. */
export function tokenFor(
  platform: Harness,
  accountId: string,
  scope = "identity write-protected",
): Promise<string> {
  const shared = { kind: "access" as const, client_id: "test", authorization_id: "a", forMs: 600_000 };
  return issueToken(platform.platform.context, { ...shared, account_id: accountId, scope });
}

/** Lets an account use an app, as a collaborator does. */
export async function share(
  platform: Harness,
  appId: string,
  accountId: string,
  permission: "read" | "write",
): Promise<void> {
  await platform.platform.context.db
    .insertInto("collaborators")
    .values({ app_id: appId, account_id: accountId, permission })
    .execute();
}
