import { Ellipsis } from "lucide-react";
import { useHolds } from "@/components/send/use-holds";
import { Button } from "@/components/ui/button";
import { copyText } from "@/components/ui/copy";
import { Menu, MenuHeading, MenuItem, MenuLine } from "@/components/ui/menu";
import { useToast } from "@/components/ui/toast";
import { useUpload } from "@/components/uploads/upload-provider";
import { paths } from "@/lib/paths";
import type { App } from "@/lib/schemas/app";
import * as appText from "@/lib/text/app";
import * as common from "@/lib/text/common";
import { useLockSheet } from "./lock-panel";

type Props = {
  name: string;
  app: App | undefined;
  wide: boolean;
  /** The URL of the running app, if no button links to it. */
  webUrl: string | null | undefined;
};

/** The menu with the other actions of an app. */
export function AppMenu({ name, app, wide, webUrl }: Props) {
  const heroku = app ? herokuPageOf(app) : null;
  const gitUrl = heroku ? app?.git_url : null;
  const upload = useUpload();
  const toast = useToast();
  const lock = useLockSheet();
  const { onApp } = useHolds(name);
  const copy = (text: string, what: string) => {
    const done = () => toast({ kind: "ok", title: appText.copied(what) });
    const refused = () => toast({ kind: "bad", title: appText.notCopied(what), text });
    copyText(text).then((copied) => (copied ? done() : refused()), refused);
  };
  return (
    <Menu
      label={appText.moreFor(name)}
      trigger={
        <Button aria-label={appText.moreFor(name)} className={wide ? "h-11 w-12 px-0!" : "w-8 px-0!"}>
          <Ellipsis aria-hidden="true" size={16} strokeWidth={1.75} />
        </Button>
      }
    >
      {webUrl && (
        <MenuItem href={webUrl} external>
          {common.openApp}
        </MenuItem>
      )}
      <MenuItem onSelect={() => upload.open({ app: name, url: true })}>{appText.buildFromUrl}</MenuItem>
      {onApp.length === 0 && <MenuItem onSelect={() => lock.show(true)}>{appText.openLock}</MenuItem>}
      <MenuLine />
      <MenuItem href={paths.builds(name)}>{common.allBuilds}</MenuItem>
      <MenuItem href={paths.releases(name)}>{common.allReleases}</MenuItem>
      <MenuItem href={paths.config(name)}>{common.configVars}</MenuItem>
      <MenuLine />
      {app?.generation !== "fir" && (
        <>
          <MenuHeading>{appText.advanced}</MenuHeading>
          <MenuItem href={paths.newSlug(name)}>{appText.openSlugFromScratch}</MenuItem>
          <MenuLine />
        </>
      )}
      {heroku && (
        <MenuItem href={heroku} external>
          {appText.openInHeroku}
        </MenuItem>
      )}
      {gitUrl && (
        <MenuItem onSelect={() => copy(gitUrl, appText.gitRemote)}>{appText.copyGitRemote}</MenuItem>
      )}
      <MenuItem onSelect={() => copy(curlOfBuilds(name), appText.curlCommand)}>{appText.copyAsCurl}</MenuItem>
    </Menu>
  );
}

/** Returns a shell command that lists an app's newest builds. `HEROKU_API_URL` defaults to Heroku's address. */
export function curlOfBuilds(app: string): string {
  return [
    `curl -sS "\${HEROKU_API_URL:-https://api.heroku.com}/apps/${app}/builds"`,
    `  -H "Accept: application/vnd.heroku+json; version=3"`,
    `  -H "Authorization: Bearer $HEROKU_API_KEY"`,
    `  -H "Range: created_at ..; max=10, order=desc"`,
  ].join(" \\\n");
}

/** Returns the URL of an app in Heroku's dashboard; null for an app of a local platform. */
export function herokuPageOf(app: { name: string; web_url: string | null }): string | null {
  const host = app.web_url ? new URL(app.web_url).hostname : "";
  if (host === "localhost" || host.endsWith(".localhost")) return null;
  return `https://dashboard.heroku.com/apps/${encodeURIComponent(app.name)}`;
}
