import Link from "next/link";
import type { ReactNode } from "react";
import { paths } from "@/lib/paths";
import * as common from "@/lib/text/common";
import * as text from "@/lib/text/page";

export type Crumb = { label: ReactNode; href: string };

export const appsCrumb: Crumb = { label: common.apps, href: paths.apps() };
export const pipelinesCrumb: Crumb = { label: common.pipelines, href: paths.pipelines() };

/** Returns the breadcrumbs of a build, release or slug page of an app. */
export const appCrumbs = (app: string, list: "builds" | "releases"): Crumb[] => [
  appsCrumb,
  { label: app, href: paths.app(app) },
  list === "builds"
    ? { label: common.builds, href: paths.builds(app) }
    : { label: common.releases, href: paths.releases(app) },
];

/** The breadcrumbs ("Apps / example-app"), without the page itself. */
export function Crumbs({ items }: { items: Crumb[] }) {
  return (
    <nav aria-label={text.breadcrumb} className="pt-1 text-meta text-ink-3">
      <ol className="flex flex-wrap items-center gap-x-1.5">
        {items.map((item, index) => (
          <li key={item.href} className="flex items-center gap-x-1.5">
            {index > 0 && <span aria-hidden="true">/</span>}
            <Link href={item.href} className="text-ink-2 hover:underline">
              {item.label}
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** The breadcrumbs, the title (h1) with its annotations, and the page's actions at the right. */
export function PageHeader({
  crumbs,
  title,
  meta,
  actions,
}: {
  crumbs?: Crumb[];
  title: ReactNode;
  meta?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <header>
      {crumbs && crumbs.length > 0 && <Crumbs items={crumbs} />}
      <div className="mt-1 flex flex-wrap items-start gap-x-3 gap-y-2">
        <div className="flex min-h-8 min-w-0 flex-1 basis-40 flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="min-w-0 text-title wrap-anywhere">{title}</h1>
          {meta}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
    </header>
  );
}
