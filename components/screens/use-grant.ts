import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { z } from "zod";
import { screensQuery } from "@/lib/client/screens";
import type { ScreenBegun } from "@/lib/schemas/screen";

/**
 * Sends a request that gives a screen its grant. If Heroku has to authorize it first, the browser goes there and
 * returns to the page of screens; else `onDone` is called with the screen's id.
 */
export function useGrant<T>(
  send: (body: T) => Promise<z.infer<typeof ScreenBegun>>,
  onDone: (id: string) => void,
) {
  const queries = useQueryClient();
  const [leaving, setLeaving] = useState(false);
  const mutation = useMutation({
    mutationFn: send,
    onSuccess: async ({ screen, consent_url }) => {
      if (consent_url) {
        setLeaving(true);
        location.assign(consent_url);
        return;
      }
      await queries.invalidateQueries({ queryKey: screensQuery().queryKey });
      if (screen) onDone(screen.id);
    },
  });
  return { send: mutation.mutate, error: mutation.error, busy: mutation.isPending || leaving };
}
