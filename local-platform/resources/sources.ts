import { sourceUrl } from "@/local-platform/objects/signed-urls";
import { findApp } from "./app-queries";
import type { Call, Endpoint } from "./endpoint";

export const sourceEndpoints: Endpoint[] = [
  { method: "POST", path: "/sources", needs: "write", status: 201, handle: create },
  {
    method: "POST",
    path: "/apps/:app/sources",
    needs: "write",
    status: 201,
    handle: async (call) => {
      await findApp(call, "write");
      return create(call);
    },
  },
];

async function create(call: Call): Promise<unknown> {
  const { context, account } = call;
  const id = context.newId();
  const now = context.now();
  await context.db
    .insertInto("sources")
    .values({
      id,
      account_id: account.id,
      key: `sources/${id}`,
      created_at: now.toISOString(),
      expires_at: new Date(now.getTime() + context.limits.sourceUrlMs).toISOString(),
    })
    .execute();
  return { source_blob: { get_url: sourceUrl(call, "GET", id), put_url: sourceUrl(call, "PUT", id) } };
}
