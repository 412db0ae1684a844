import { useMutation } from "@tanstack/react-query";
import { useLayoutEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { describeFailure } from "@/components/ui/describe-failure";
import { SignInLink } from "@/components/ui/sign-in-link";
import { cancelBuildMutation } from "@/lib/client/builds";
import type { Build } from "@/lib/schemas/build";
import * as text from "@/lib/text/build";
import { buildName } from "./build-text";

type CancelBuildProps = { app: string; build: Build; running: string | null };

/** Cancels a build after a confirmation in the same place. */
export function CancelBuild({ app, build, running }: CancelBuildProps) {
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
      {/* One element in one place: a double click cancels nothing, and the focus stays. */}
      <Button ref={toggle} acts={!confirming} onClick={() => setConfirming(!confirming)}>
        {confirming ? text.keepBuilding : text.openCancelBuild}
      </Button>
    </fieldset>
  );
}
