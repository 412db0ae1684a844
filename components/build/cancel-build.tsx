import { useMutation } from "@tanstack/react-query";
import { useLayoutEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { describeFailure } from "@/components/ui/describe-failure";
import { WayOn } from "@/components/ui/way-on";
import { cancelBuildMutation } from "@/lib/client/builds";
import type { Build } from "@/lib/schemas/build";
import * as text from "@/lib/text/build";
import { buildName } from "./build-words";

type CancelBuildProps = { app: string; build: Build; running: string | null };

/** Cancels in two steps in the same place; the second one states the effect. */
export function CancelBuild({ app, build, running }: CancelBuildProps) {
  const [sure, setSure] = useState(false);
  const cancel = useMutation(cancelBuildMutation(app, build.id));
  const root = useRef<HTMLFieldSetElement>(null);
  const toggle = useRef<HTMLButtonElement>(null);
  // The controls disappear when the build ends: the focus moves to the page's title.
  useLayoutEffect(() => {
    const element = root.current;
    return () => {
      if (element?.contains(document.activeElement)) document.querySelector("h1")?.focus();
    };
  }, []);
  return (
    <fieldset
      ref={root}
      aria-label={sure ? text.confirmCancel : undefined}
      className="flex flex-wrap items-center gap-2"
      onKeyDown={(event) => {
        if (!sure || event.key !== "Escape") return;
        event.preventDefault();
        setSure(false);
        toggle.current?.focus();
      }}
    >
      {sure && (
        <>
          <span role={cancel.isError ? "alert" : undefined} className="text-meta text-ink-2">
            {cancel.isError ? describeFailure(cancel.error).message : text.whileCanceling(running)}
          </span>
          <WayOn error={cancel.error} />
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
      <Button ref={toggle} acts={!sure} onClick={() => setSure(!sure)}>
        {sure ? text.keepBuilding : text.openCancelBuild}
      </Button>
    </fieldset>
  );
}
