import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import { NewSlugView } from "@/components/slugs/new-slug-view";
import { paths } from "@/lib/paths";
import { loadApp } from "../../load-app";

export default async function NewSlugPage({ params }: { params: Promise<{ app: string }> }) {
  const { app } = await params;
  const { queries } = await loadApp(app, paths.newSlug(app));
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <NewSlugView app={app} />
    </HydrationBoundary>
  );
}
