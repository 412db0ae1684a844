import { LinkButton } from "@/components/ui/button";
import { appsCrumb, PageHeader } from "@/components/ui/page-header";
import { TabState } from "@/components/ui/tab-state";
import { paths } from "@/lib/paths";
import * as text from "@/lib/text/page";

export default function AppNotFound() {
  return (
    <div className="max-w-[75rem]">
      <TabState title={text.notFound} />
      <PageHeader crumbs={[appsCrumb]} title={text.nothingAtAddress} />
      <p className="mt-2 max-w-prose text-body text-ink-2">{text.notFoundHelp}</p>
      <div className="mt-4">
        <LinkButton href={paths.apps()} variant="ink">
          {text.showAllApps}
        </LinkButton>
      </div>
    </div>
  );
}
