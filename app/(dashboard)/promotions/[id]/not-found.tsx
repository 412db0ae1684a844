import { LinkButton } from "@/components/ui/button";
import { PageHeader, pipelinesCrumb } from "@/components/ui/page-header";
import { TabState } from "@/components/ui/tab-state";
import { paths } from "@/lib/paths";
import * as text from "@/lib/text/page";

export default function PromotionNotFound() {
  return (
    <div className="max-w-[75rem]">
      <TabState title={text.noSuchPromotion} />
      <PageHeader crumbs={[pipelinesCrumb]} title={text.noSuchPromotionHeading} />
      <p className="mt-2 max-w-prose text-body text-ink-2">{text.noPromotionAtAddress}</p>
      <div className="mt-4 flex gap-2">
        <LinkButton href={paths.pipelines()} variant="ink">
          {text.showPipelines}
        </LinkButton>
      </div>
    </div>
  );
}
