import "server-only";
import { SlipwayError } from "@/lib/errors/slipway-error";
import type { Pipeline } from "@/lib/schemas/pipeline";
import type { Heroku } from "@/lib/server/heroku/client";
import { listPipelines } from "@/lib/server/heroku/pipelines";
import { KeptAnswers } from "@/lib/server/watch/kept-answers";

declare global {
  var slipwayWallStages: KeptAnswers<Pipeline[]> | undefined;
}

/** Which stage each app of a grant is in, by app id, as of the last five minutes; nothing where pipelines cannot be read. */
export async function stagesFor(heroku: Heroku, now: Date): Promise<ReadonlyMap<string, string>> {
  globalThis.slipwayWallStages ??= new KeptAnswers({ freshMs: 5 * 60_000, max: 200 });
  try {
    const pipelines = await globalThis.slipwayWallStages.get(heroku.grant.id, now.getTime(), () =>
      listPipelines(heroku),
    );
    return new Map(
      pipelines.flatMap(({ couplings }) =>
        couplings.map(({ app, stage }) => [app.id, stage] satisfies [string, string]),
      ),
    );
  } catch (error) {
    if (error instanceof SlipwayError && error.status === 403) return new Map();
    throw error;
  }
}
