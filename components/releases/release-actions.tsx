import { RetryRelease } from "@/components/send/retry-release";
import { LinkButton } from "@/components/ui/button";
import { paths } from "@/lib/paths";
import { canRollBackTo } from "@/lib/promotion/roll-back";
import type { Build } from "@/lib/schemas/build";
import type { Release } from "@/lib/schemas/release";

type Props = { app: string; release: Release; releases: readonly Release[]; build: Build | null };

/** The actions of a release: roll back to it, retry it, open its build. */
export function ReleaseActions({ app, release, releases, build }: Props) {
  const canGoBack = canRollBackTo(release);
  return (
    <>
      {build && <LinkButton href={paths.build(app, build.id)}>Open build</LinkButton>}
      {canGoBack && (
        <LinkButton
          href={paths.rollBack(app, release.version)}
        >{`Roll back to v${release.version}…`}</LinkButton>
      )}
      <RetryRelease app={app} release={release} releases={releases} variant="ink" />
    </>
  );
}
