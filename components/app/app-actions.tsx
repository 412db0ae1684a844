import { useRollBackAddress } from "@/components/rollback/use-roll-back-address";
import { Button, LinkButton } from "@/components/ui/button";
import { useUpload } from "@/components/uploads/upload-provider";
import { canRollBackTo } from "@/lib/promotion/roll-back";
import * as common from "@/lib/text/common";
import { hasCode } from "@/lib/timeline/lineage";
import { AppMenu } from "./app-menu";
import type { AppData } from "./use-app-data";

/** The actions of an app. `wide` places them side by side below the strip on a phone. */
export function AppActions({ name, data, wide = false }: { name: string; data: AppData; wide?: boolean }) {
  const upload = useUpload();
  const runs = data.current !== null && hasCode(data.current);
  const rollBack = useRollBackAddress();
  const canGoBack = data.releases.some(canRollBackTo);
  const webUrl = runs ? data.details.data?.web_url : null;
  return (
    <>
      {webUrl && !wide && (
        <LinkButton href={webUrl} external variant="ghost">
          {common.openApp}
        </LinkButton>
      )}
      {canGoBack && (
        <Button acts className={wide ? "h-11 flex-1" : ""} onClick={() => rollBack.show()}>
          {common.openRollBack}
        </Button>
      )}
      <Button acts className={wide ? "h-11 flex-1" : ""} onClick={() => upload.open({ app: name })}>
        {common.openUpload}
      </Button>
      <AppMenu name={name} app={data.details.data} wide={wide} webUrl={wide ? webUrl : null} />
    </>
  );
}
