import { useInfiniteQuery } from "@tanstack/react-query";
import { releasesQuery } from "@/lib/client/releases";

/** What pressing the button does to the app: "Nothing is sent before you press this. It replaces v12." */
export function useEffectLine(app: string, enabled: boolean): string {
  const { data } = useInfiniteQuery({ ...releasesQuery(app), enabled });
  const first = data?.pages[0];
  const current = data?.pages.flatMap((page) => page.items).find((release) => release.current);
  const calm = "Nothing is sent before you press this.";
  if (current?.slug) return `${calm} It replaces v${current.version}.`;
  return first && first.next === null ? `${calm} It is the first to run.` : calm;
}
