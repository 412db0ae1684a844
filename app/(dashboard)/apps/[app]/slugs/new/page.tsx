import { dehydrate } from "@tanstack/react-query";
import { loadApp } from "@/app/(dashboard)/apps/[app]/load-app";
import { NewSlugView } from "@/components/slugs/new-slug-view";
import { PageData } from "@/components/ui/page-data";
import { paths } from "@/lib/paths";

export default async function NewSlugPage({ params }: { params: Promise<{ app: string }> }) {
  const { app } = await params;
  const { queries } = await loadApp(app, paths.newSlug(app));
  return (
    <PageData state={dehydrate(queries)}>
      <NewSlugView app={app} />
    </PageData>
  );
}
