import type { Hold } from "@/lib/schemas/hold";
import { activeHolds } from "@/lib/server/holds/holds";
import { repositoriesOf } from "@/lib/server/store/app-settings";
import type { Review } from "./review";

export type OwnFacts = { holdsOn(review: Review): Hold[]; repositoryOf(review: Review): string | null };

/** Returns what Slipway itself stores about these apps. Not cached: changes show at once, and a read costs no call. */
export async function ownFacts(reviews: Review[], now: Date): Promise<OwnFacts> {
  const ids = reviews.map(({ app }) => app.id);
  const slugs = reviews.flatMap(({ current }) => current?.slug?.id ?? []);
  const [repositories, holds] = await Promise.all([repositoriesOf(ids), activeHolds(ids, slugs, now)]);
  return {
    holdsOn: ({ app, current }) =>
      holds.filter((hold) =>
        hold.slug === null ? hold.app.id === app.id : hold.slug.id === current?.slug?.id,
      ),
    repositoryOf: ({ app, repository }) => repositories.get(app.id) ?? repository,
  };
}
