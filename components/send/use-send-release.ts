"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useRef } from "react";
import { createRelease, releaseQuery } from "@/lib/client/releases";
import { paths } from "@/lib/paths";
import type { ReleaseCreate } from "@/lib/schemas/release-request";

/**
 * Sends a release or a rollback, one at a time, then goes to the page of the new release. After a failure the app's
 * releases are read again, because it may have been made nevertheless. `leave` "replace": the current address is
 * that of a sheet, which Back should not open again.
 */
export function useSendRelease(app: string, leave: "push" | "replace") {
  const client = useQueryClient();
  const router = useRouter();
  const busy = useRef(false);
  const { mutate, reset, error, variables, isPending, isSuccess } = useMutation({
    mutationFn: (body: ReleaseCreate) => createRelease(app, body),
    onSuccess: (release) => {
      client.setQueryData(releaseQuery(app, release.version).queryKey, release);
      router[leave](paths.release(app, release.version));
    },
    onError: () => {
      busy.current = false;
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["apps", app] }),
  });
  const send = (body: ReleaseCreate) => {
    // A second click may arrive before the button is rendered as pressed.
    if (busy.current) return;
    busy.current = true;
    mutate(body);
  };
  return { send, forget: reset, error, sent: variables, busy: isPending || isSuccess };
}
