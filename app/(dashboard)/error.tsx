"use client";

import { Button, LinkButton } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy";
import { appsCrumb, PageHeader } from "@/components/ui/page-header";
import { TabState } from "@/components/ui/tab-state";
import { paths } from "@/lib/paths";
import * as text from "@/lib/text/page";

type ErrorPageProps = { error: Error & { digest?: string }; reset: () => void };

/** Shown when rendering a page fails. The server logs the cause with the digest. */
export default function ErrorPage({ error, reset }: ErrorPageProps) {
  return (
    <div className="mx-auto w-full max-w-300" role="alert">
      <TabState kind="bad" title={text.pageFailed} />
      <PageHeader crumbs={[appsCrumb]} title={text.pageFailedHeading} />
      <p className="mt-2 mb-4 max-w-prose text-ink-2">
        {text.nothingWasChanged}
        {error.digest ? text.causeInServerLog : text.causeInConsole}
      </p>
      <div className="flex flex-wrap items-center gap-2">
        <Button variant="ink" onClick={reset}>
          {text.tryAgain}
        </Button>
        <LinkButton href={paths.apps()}>{text.allApps}</LinkButton>
        {error.digest && <CopyButton text={error.digest} label={text.copyId(error.digest)} />}
      </div>
    </div>
  );
}
