import { LinkButton } from "@/components/ui/button";
import { appsCrumb, PageHeader } from "@/components/ui/page-header";
import { TabState } from "@/components/ui/tab-state";
import { paths } from "@/lib/paths";
import * as text from "@/lib/text/page";

/** Shown for an app, build or release that does not exist or that the account cannot see. */
export default function NotFound() {
  return (
    <div className="mx-auto w-full max-w-300">
      <TabState kind="unknown" title={text.notFound} />
      <PageHeader crumbs={[appsCrumb]} title={text.notFoundHeading} />
      <p className="mt-2 mb-4 max-w-prose text-ink-2">{text.renamedOrDeleted}</p>
      <LinkButton href={paths.apps()} variant="ink">
        {text.allApps}
      </LinkButton>
    </div>
  );
}
