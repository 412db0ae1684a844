import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useToast } from "@/components/ui/toast";
import { screensQuery } from "@/lib/client/screens";

/** Performs an action on a screen at once, and reports the result. */
export function useScreenAction(
  act: () => Promise<unknown>,
  done: { title: string; text?: string },
): () => void {
  const toast = useToast();
  const queries = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: act,
    onSuccess: () => {
      toast({ kind: "ok", ...done });
      return queries.invalidateQueries({ queryKey: screensQuery().queryKey });
    },
    onError: (error) => toast({ kind: "bad", title: error.message }),
  });
  return () => mutate();
}
