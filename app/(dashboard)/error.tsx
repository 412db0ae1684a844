"use client";

import { Button, LinkButton } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy";
import { PageHead } from "@/components/ui/page-head";
import { TabState } from "@/components/ui/tab-state";
import { paths } from "@/lib/paths";

type ErrorPageProps = { error: Error & { digest?: string }; reset: () => void };

/** A page whose rendering failed. The digest is logged with the cause on the server. */
export default function ErrorPage({ error, reset }: ErrorPageProps) {
  return (
    <div className="mx-auto w-full max-w-300" role="alert">
      <TabState kind="bad" title="This page failed" />
      <PageHead crumbs={[{ label: "Apps", href: paths.apps() }]} title="This page could not be drawn" />
      <p className="mt-2 mb-4 max-w-prose text-ink-2">
        Slipway failed here; nothing was changed at Heroku.
        {error.digest
          ? " The server’s log has the cause under the id below."
          : " The browser’s console has the cause."}
      </p>
      <div className="flex flex-wrap items-center gap-2">
        <Button variant="ink" onClick={reset}>
          Try again
        </Button>
        <LinkButton href={paths.apps()}>All apps</LinkButton>
        {error.digest && <CopyButton text={error.digest} label={`Copy id ${error.digest}`} />}
      </div>
    </div>
  );
}
