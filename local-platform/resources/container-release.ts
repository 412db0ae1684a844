import { invalid } from "../http/api-error";
import type { AppRow, FormationRow } from "../store/tables";
import type { Call } from "./endpoint";

/** A process type and the id of the Docker image that it shall run. */
export type DockerUpdate = { type: string; docker_image: string };

/**
 * Releases pushed Docker images, as `heroku container:release` does by patching the formation: a release without a
 * slug. The images themselves are not kept.
 */
export async function releaseContainer(call: Call, app: AppRow, updates: DockerUpdate[]): Promise<void> {
  const { context, account, engine } = call;
  if (app.stack !== "container") throw invalid("Docker images can be released on the container stack only.");
  const time = context.now().toISOString();
  for (const { type } of updates) {
    const row: FormationRow = {
      id: context.newId(),
      app_id: app.id,
      type,
      quantity: type === "web" ? 1 : 0,
      size: "Basic",
      command: "(image)",
      created_at: time,
      updated_at: time,
    };
    await context.db
      .insertInto("formation")
      .values(row)
      .onConflict((conflict) => conflict.columns(["app_id", "type"]).doNothing())
      .execute();
  }
  const imageId = `docker:${updates.map(({ docker_image }) => docker_image).join(",")}`;
  const types = updates.map(({ type }) => type).join(", ");
  const images = updates.map(({ docker_image }) => docker_image.replace(/^sha256:/, "").slice(0, 12));
  const description = `Deployed ${types} (${images.join(", ")})`;
  await engine.createRelease({ appId: app.id, userId: account.id, slugId: null, imageId, description });
}
