"use client";

import { Button } from "@/components/ui/button";
import { StandaloneMessage } from "@/components/ui/standalone-message";
import * as text from "@/lib/text/page";

type ErrorPageProps = { error: Error & { digest?: string }; reset: () => void };

/** A page outside the dashboard whose rendering failed. */
export default function ErrorPage({ error, reset }: ErrorPageProps) {
  return (
    <StandaloneMessage title={text.pageFailedHeading} text={text.standaloneFailure(error.digest)}>
      <Button variant="ink" onClick={reset}>
        {text.tryAgain}
      </Button>
    </StandaloneMessage>
  );
}
