"use client";

import { useParams } from "next/navigation";
import { LinkButton } from "@/components/ui/button";
import { appsCrumb, PageHeader } from "@/components/ui/page-header";
import { TabState } from "@/components/ui/tab-state";
import { paths } from "@/lib/paths";
import * as common from "@/lib/text/common";
import * as text from "@/lib/text/page";

export default function BuildNotFound() {
  const app = useParams<{ app: string }>()?.app ?? "";
  return (
    <div className="max-w-[75rem]">
      <TabState title={text.noSuchBuild} />
      <PageHeader
        crumbs={[
          appsCrumb,
          { label: app, href: paths.app(app) },
          { label: common.builds, href: paths.builds(app) },
        ]}
        title={text.noSuchBuildHeading}
      />
      <p className="mt-2 max-w-prose text-body text-ink-2">{text.noBuildAtAddress(app)}</p>
      <div className="mt-4 flex gap-2">
        <LinkButton href={paths.builds(app)} variant="ink">
          {text.showBuildsOf(app)}
        </LinkButton>
      </div>
    </div>
  );
}
