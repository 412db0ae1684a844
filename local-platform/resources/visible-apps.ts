import type { Call } from "./endpoint";

/** A query for the ids of the apps that the caller may see: the own ones and those that were shared. */
export function visibleAppIds({ context, account }: Pick<Call, "context" | "account">) {
  return context.db
    .selectFrom("apps")
    .select("apps.id")
    .where((where) =>
      where.or([
        where("apps.owner_id", "=", account.id),
        where(
          "apps.id",
          "in",
          where.selectFrom("collaborators").select("app_id").where("account_id", "=", account.id),
        ),
      ]),
    );
}
