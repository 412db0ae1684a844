import { dehydrate, QueryClient } from "@tanstack/react-query";
import { ScreensView } from "@/components/screens/screens-view";
import { PageData } from "@/components/ui/page-data";
import { screensQuery } from "@/lib/client/screens";
import { paths } from "@/lib/paths";
import { env, isLoopback } from "@/lib/server/env";
import { requirePageSession } from "@/lib/server/http/page";
import { listScreens } from "@/lib/server/screens/screen-access";
import { screenOfLink } from "@/lib/server/screens/screens";

/** The page of the screens: pairing, content and state. */
export default async function ScreensPage({ searchParams }: PageProps<"/screens">) {
  const session = await requirePageSession(paths.screens());
  const { link } = await searchParams;
  const { mode, publicUrl } = env();
  const now = new Date();
  const queries = new QueryClient();
  await queries.prefetchQuery({
    ...screensQuery(),
    queryFn: async () => ({ items: await listScreens(session, now), next: null }),
  });
  return (
    <PageData state={dehydrate(queries)}>
      <ScreensView
        person={session.user}
        byKey={mode === "key"}
        wall={{ url: publicUrl + paths.wall(), reachable: !isLoopback(new URL(publicUrl).hostname) }}
        handedOver={typeof link === "string" ? { link, screen: await screenOfLink(link, now) } : null}
      />
    </PageData>
  );
}
