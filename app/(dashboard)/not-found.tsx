import { LinkButton } from "@/components/ui/button";
import { PageHead } from "@/components/ui/page-head";
import { TabState } from "@/components/ui/tab-state";
import { paths } from "@/lib/paths";

/** An app, build or release that this account cannot see, or that does not exist. */
export default function NotFound() {
  return (
    <div className="mx-auto w-full max-w-300">
      <TabState kind="unknown" title="Not found" />
      <PageHead crumbs={[{ label: "Apps", href: paths.apps() }]} title="There is no such thing here" />
      <p className="mt-2 mb-4 max-w-prose text-ink-2">
        It may have been renamed or deleted, or your account cannot see it. Check the name in the address, or
        ask the app’s owner for access.
      </p>
      <LinkButton href={paths.apps()} variant="ink">
        All apps
      </LinkButton>
    </div>
  );
}
