import { CopyButton } from "@/components/ui/copy";
import { Empty } from "@/components/ui/panel-states";

/** What to do on the TV, then here. */
export function NoScreens({ wall }: { wall: { url: string; reachable: boolean } }) {
  return (
    <Empty className="flex flex-col gap-3">
      <p className="text-ink">Open /wall on the TV and type its code here.</p>
      <p className="flex flex-wrap items-center gap-x-2">
        <span className="font-mono text-output text-ink">{wall.url}</span>
        <CopyButton text={wall.url} label="Copy address" />
      </p>
      {!wall.reachable && (
        <p className="max-w-150 text-meta text-ink-3">
          Only this computer reaches that address. For a TV start Slipway with HOST=0.0.0.0 and PUBLIC_URL set
          to this computer's name in your network, for example http://192.168.1.20:3000.
        </p>
      )}
    </Empty>
  );
}
