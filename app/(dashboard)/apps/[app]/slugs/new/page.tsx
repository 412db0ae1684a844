import { dehydrate } from "@tanstack/react-query";
import { NewSlugView } from "@/components/slugs/new-slug-view";
import { PageData } from "@/components/ui/page-data";
import { paths } from "@/lib/paths";
import { loadApp } from "../../load-app";

export default async function NewSlugPage({ params }: { params: Promise<{ app: string }> }) {
  const { app } = await params;
  const { queries } = await loadApp(app, paths.newSlug(app));
  return (
    <PageData state={dehydrate(queries)}>
      <NewSlugView app={app} />
    </PageData>
  );
}
