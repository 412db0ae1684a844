import "@/lib/schemas/without-eval";
import { navigation } from "@/components/shell/navigation";

/** Next calls this as it begins to read another page. */
export function onRouterTransitionStart(url: string): void {
  navigation.began(url, location.href);
}
