import "@/lib/schemas/without-eval";
import { navigation } from "@/components/shell/navigation";

/** Called by Next when a navigation starts. */
export function onRouterTransitionStart(url: string): void {
  navigation.began(url, location.href);
}
