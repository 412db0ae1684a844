"use client";

import { Button, LinkButton } from "@/components/ui/button";
import { useUpload } from "@/components/uploads/upload-provider";
import { hasCode } from "@/lib/timeline/lineage";
import { AppMenu } from "./app-menu";
import type { AppData } from "./use-app-data";

/** What can be done with an app. `wide`: three buttons side by side under the strip of a phone. */
export function AppActions({ name, data, wide = false }: { name: string; data: AppData; wide?: boolean }) {
  const upload = useUpload();
  const runs = data.current !== null && hasCode(data.current);
  const webUrl = runs ? data.details.data?.web_url : null;
  return (
    <>
      {webUrl && (
        <LinkButton
          href={webUrl}
          external
          variant={wide ? "outline" : "ghost"}
          className={wide ? "h-11" : ""}
        >
          Open app ↗
        </LinkButton>
      )}
      <Button className={wide ? "h-11" : ""} onClick={() => upload.open({ app: name })}>
        Upload…
      </Button>
      <AppMenu name={name} app={data.details.data} wide={wide} />
    </>
  );
}
