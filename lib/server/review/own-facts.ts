import type { Hold } from "@/lib/schemas/hold";
import { repositoriesOf } from "@/lib/server/store/app-settings";
import type { Review } from "./review";

export type OwnFacts = { holdsOn(review: Review): Hold[]; repositoryOf(review: Review): string | null };

/** What Slipway itself keeps of these apps: read anew each time, since it changes at once and costs no call. */
export async function ownFacts(reviews: Review[]): Promise<OwnFacts> {
  const repositories = await repositoriesOf(reviews.map(({ app }) => app.id));
  return {
    holdsOn: () => [],
    repositoryOf: ({ app, repository }) => repositories.get(app.id) ?? repository,
  };
}
