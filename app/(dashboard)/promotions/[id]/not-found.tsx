import { LinkButton } from "@/components/ui/button";
import { PageHead } from "@/components/ui/page-head";
import { TabState } from "@/components/ui/tab-state";
import { paths } from "@/lib/paths";

export default function PromotionNotFound() {
  return (
    <div className="max-w-[75rem]">
      <TabState title="No such promotion" />
      <PageHead
        crumbs={[{ label: "Pipelines", href: paths.pipelines() }]}
        title="There is no such promotion"
      />
      <p className="mt-2 max-w-prose text-body text-ink-2">
        Slipway knows of no promotion at this address, or your account sees none of its apps. One that was
        made by the CLI or on Heroku's own pages is in the history of its pipeline.
      </p>
      <div className="mt-4 flex gap-2">
        <LinkButton href={paths.pipelines()} variant="ink">
          Show pipelines
        </LinkButton>
      </div>
    </div>
  );
}
