import { CopyButton } from "@/components/ui/copy";
import { Empty } from "@/components/ui/panel-states";
import * as text from "@/lib/text/screen";

/** What to do on the TV, then here. */
export function NoScreens({ wall }: { wall: { url: string; reachable: boolean } }) {
  return (
    <Empty className="flex flex-col gap-3">
      <p className="text-ink">{text.openWallOnTv}</p>
      <p className="flex flex-wrap items-center gap-x-2">
        <span className="font-mono text-output text-ink">{wall.url}</span>
        <CopyButton text={wall.url} label={text.copyAddress} />
      </p>
      {!wall.reachable && <p className="max-w-150 text-meta text-ink-3">{text.addressIsLocal}</p>}
    </Empty>
  );
}
