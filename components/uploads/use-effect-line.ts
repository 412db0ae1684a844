import { useInfiniteQuery } from "@tanstack/react-query";
import { releasesQuery } from "@/lib/client/releases";
import { sendsNothing } from "@/lib/text/uploads";

/** Returns the effect of the button on the app: "Nothing is sent until you press this. It replaces v12." */
export function useEffectLine(app: string, enabled: boolean): string {
  const { data } = useInfiniteQuery({ ...releasesQuery(app), enabled });
  const first = data?.pages[0];
  const current = data?.pages.flatMap((page) => page.items).find((release) => release.current);
  if (current?.slug) return sendsNothing({ replaces: current.version });
  return sendsNothing(first && first.next === null ? "first release" : null);
}
