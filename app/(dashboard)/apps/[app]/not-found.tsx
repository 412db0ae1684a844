import { LinkButton } from "@/components/ui/button";
import { PageHead } from "@/components/ui/page-head";
import { TabState } from "@/components/ui/tab-state";
import { paths } from "@/lib/paths";

export default function AppNotFound() {
  return (
    <div className="max-w-[75rem]">
      <TabState title="Not found" />
      <PageHead crumbs={[{ label: "Apps", href: paths.apps() }]} title="There is nothing at this address" />
      <p className="mt-2 max-w-prose text-body text-ink-2">
        Your account can see no app, build or release of this name. It may have been renamed or deleted, or
        its owner has to give you access.
      </p>
      <div className="mt-4">
        <LinkButton href={paths.apps()} variant="ink">
          Show all apps
        </LinkButton>
      </div>
    </div>
  );
}
