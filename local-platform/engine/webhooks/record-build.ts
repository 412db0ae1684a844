import type { Transaction } from "kysely";
import type { Events } from "@/local-platform/engine/engine";
import type { BuildRow, Tables } from "@/local-platform/store/tables";

/** Records that a build was created or has ended, in the transaction that stores it. */
export function recordBuild(
  events: Events,
  trx: Transaction<Tables>,
  action: "create" | "update",
  { id, app_id, user_id }: Pick<BuildRow, "id" | "app_id" | "user_id">,
): Promise<void> {
  const previous = action === "update" ? { status: "pending" } : {};
  return events.record(trx, {
    include: "api:build",
    action,
    id,
    appId: app_id,
    userId: user_id,
    previous,
  });
}
