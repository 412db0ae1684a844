import { useMutation } from "@tanstack/react-query";
import { Ellipsis } from "lucide-react";
import { useRouter } from "next/navigation";
import { useLayoutEffect, useRef, useState } from "react";
import { SendButton } from "@/components/send/send-button";
import { Button, LinkButton } from "@/components/ui/button";
import { copyText } from "@/components/ui/copy";
import { describeFailure } from "@/components/ui/describe-failure";
import { Menu, MenuItem } from "@/components/ui/menu";
import { SignInLink } from "@/components/ui/sign-in-link";
import { useNow } from "@/components/ui/use-now";
import { useUpload } from "@/components/uploads/upload-provider";
import { cancelBuildMutation, retryBuildMutation } from "@/lib/client/builds";
import { paths } from "@/lib/paths";
import type { Build } from "@/lib/schemas/build";
import type { Release } from "@/lib/schemas/release";
import * as text from "@/lib/text/build";
import * as common from "@/lib/text/common";
import { buildName } from "./build-text";

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
          {common.openApp}
        </LinkButton>
      )}
      <Menu
        label={common.more}
        trigger={
          <Button aria-label={common.more} className="w-8 px-0!">
            <Ellipsis aria-hidden="true" size={16} strokeWidth={1.75} />
          </Button>
        }
      >
        <MenuItem onSelect={() => void copyText(`${location.origin}${paths.build(app, build.id)}`)}>
          {common.copyLink}
        </MenuItem>
        <MenuItem onSelect={() => void copyText(build.id)}>{text.copyBuildId}</MenuItem>
        <MenuItem href={paths.builds(app)}>{text.allBuildsOfApp}</MenuItem>
      </Menu>
    </div>
  );
}

/** Builds the same source again while its URL is valid. */
function RetryBuild({ app, build }: { app: string; build: Build }) {
  const router = useRouter();
  const upload = useUpload();
  const now = useNow(10_000);
  const retry = useMutation({
    ...retryBuildMutation(app, build.id),
    onSuccess: (retried) => router.push(paths.build(app, retried.id)),
  });
  const { url } = build.source_blob;
  if (!url) return null;
  if (build.source_expires_at && now > 0 && Date.parse(build.source_expires_at) <= now) {
    return (
      <span className="flex flex-wrap items-center gap-2 text-meta text-ink-2">
        {text.uploadExpired}
        <Button acts onClick={() => upload.open({ app })}>
          {common.openUpload}
        </Button>
      </span>
    );
  }
  return (
    <SendButton
      labels={{ send: text.retry, override: text.buildAgainPastTheLock(app), code: text.retryWithCode }}
      busy={retry.isPending || retry.isSuccess}
      error={retry.error}
      onSend={({ override }) => retry.mutate(override)}
      onDismiss={retry.reset}
    >
      {text.notRetried}
    </SendButton>
  );
}

type CancelBuildProps = { app: string; build: Build; running: string | null };

/** Cancels a build after a confirmation in the same place. */
function CancelBuild({ app, build, running }: CancelBuildProps) {
  const [confirming, setConfirming] = useState(false);
  const cancel = useMutation(cancelBuildMutation(app, build.id));
  const root = useRef<HTMLFieldSetElement>(null);
  const toggle = useRef<HTMLButtonElement>(null);
  // The controls are removed when the build ends: the focus moves to the page's title.
  useLayoutEffect(() => {
    const element = root.current;
    return () => {
      if (element?.contains(document.activeElement)) document.querySelector("h1")?.focus();
    };
  }, []);
  return (
    <fieldset
      ref={root}
      aria-label={confirming ? text.confirmCancel : undefined}
      className="flex flex-wrap items-center gap-2"
      onKeyDown={(event) => {
        if (!confirming || event.key !== "Escape") return;
        event.preventDefault();
        setConfirming(false);
        toggle.current?.focus();
      }}
    >
      {confirming && (
        <>
          <span role={cancel.isError ? "alert" : undefined} className="text-meta text-ink-2">
            {cancel.isError ? describeFailure(cancel.error).message : text.whileCanceling(running)}
          </span>
          <SignInLink error={cancel.error} />
          <Button
            variant="danger"
            busy={cancel.isPending || cancel.isSuccess}
            onClick={() => {
              // A disabled button loses the focus.
              toggle.current?.focus();
              cancel.mutate();
            }}
          >
            {text.cancelBuild(buildName(build))}
          </Button>
        </>
      )}
      {/* The same button opens and closes the question, so a double click cancels nothing and the focus is kept. */}
      <Button ref={toggle} acts={!confirming} onClick={() => setConfirming(!confirming)}>
        {confirming ? text.keepBuilding : text.openCancelBuild}
      </Button>
    </fieldset>
  );
}
