"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { describeFailure } from "@/components/ui/describe-failure";
import { WayOn } from "@/components/ui/way-on";
import { cancelBuild } from "@/lib/client/builds";
import type { Build } from "@/lib/schemas/build";
import { buildName } from "./build-words";

type CancelBuildProps = { app: string; build: Build; running: string | null };

/** Cancels in two steps in one place; the second says what it does and what stays. */
export function CancelBuild({ app, build, running }: CancelBuildProps) {
  const [sure, setSure] = useState(false);
  const client = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => cancelBuild(app, build.id),
    onSettled: () => client.invalidateQueries({ queryKey: ["apps", app] }),
  });
  if (!sure)
    return (
      <Button acts onClick={() => setSure(true)}>
        Cancel build…
      </Button>
    );
  return (
    <fieldset aria-label="Cancel this build?" className="flex flex-wrap items-center gap-2">
      <span role={cancel.isError ? "alert" : undefined} className="text-meta text-ink-2">
        {cancel.isError
          ? describeFailure(cancel.error).message
          : running
            ? `${running} keeps running.`
            : "Nothing is released."}
      </span>
      <WayOn error={cancel.error} />
      <Button variant="danger" busy={cancel.isPending || cancel.isSuccess} onClick={() => cancel.mutate()}>
        Cancel build {buildName(build)}
      </Button>
      {/* It stands where the first button stood, so that a double click cancels nothing. */}
      <Button onClick={() => setSure(false)}>Keep building</Button>
    </fieldset>
  );
}
