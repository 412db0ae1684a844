import { Ellipsis } from "lucide-react";
import { Button, LinkButton } from "@/components/ui/button";
import { copyText } from "@/components/ui/copy";
import { Menu, MenuItem } from "@/components/ui/menu";
import { paths } from "@/lib/paths";
import type { Build } from "@/lib/schemas/build";
import type { Release } from "@/lib/schemas/release";
import * as text from "@/lib/text/build";
import { CancelBuild } from "./cancel-build";
import { RetryBuild } from "./retry-build";

type BuildActionsProps = {
  app: string;
  build: Build;
  release: Release | null;
  /** The version that keeps running after a cancellation ("v12"), or null. */
  running: string | null;
  webUrl: string | null;
};

/** The actions of a build. */
export function BuildActions({ app, build, release, running, webUrl }: BuildActionsProps) {
  return (
    <div className="flex flex-wrap items-center gap-2">
      {build.status === "pending" && <CancelBuild app={app} build={build} running={running} />}
      {release && (
        <LinkButton
          href={paths.release(app, release.version)}
          variant={release.status === "failed" ? "ink" : "outline"}
        >
          {release.status === "failed" ? text.seeItsReleasePhase : text.openRelease(release.version)}
        </LinkButton>
      )}
      {build.status === "failed" && <RetryBuild app={app} build={build} />}
      {webUrl && release?.current && (
        <LinkButton href={webUrl} external variant="ink">
          {text.openApp}
        </LinkButton>
      )}
      <Menu
        label={text.more}
        trigger={
          <Button aria-label={text.more} className="w-8 px-0!">
            <Ellipsis aria-hidden="true" size={16} strokeWidth={1.75} />
          </Button>
        }
      >
        <MenuItem onSelect={() => void copyText(`${location.origin}${paths.build(app, build.id)}`)}>
          {text.copyLink}
        </MenuItem>
        <MenuItem onSelect={() => void copyText(build.id)}>{text.copyBuildId}</MenuItem>
        <MenuItem href={paths.builds(app)}>{text.allBuildsOfApp}</MenuItem>
      </Menu>
    </div>
  );
}
