import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { Name } from "@/components/ui/names";
import { usePins } from "@/components/ui/pins";
import { Glyph } from "@/components/ui/state";
import { useNow } from "@/components/ui/use-now";
import { appState } from "@/lib/apps/app-state";
import { summariesQuery } from "@/lib/client/apps";
import { paths } from "@/lib/paths";
import * as common from "@/lib/text/common";
import * as text from "@/lib/text/shell";

/** Lists the pinned apps with their current releases. Renders nothing if none is pinned. */
export function Pinned({ onNavigate }: { onNavigate?: () => void }) {
  const { pins } = usePins();
  const { data } = useQuery(summariesQuery(pins));
  const pathname = usePathname() ?? "";
  const now = useNow(5_000);
  if (pins.length === 0) return null;
  const summaries = new Map(data?.items.map((item) => [item.app.name, item]));
  return (
    <section aria-labelledby="pinned" className="mt-[21px]">
      <h2 id="pinned" className="px-2 pb-1.5 text-meta text-ink-3">
        {text.pinned}
      </h2>
      <ul>
        {pins.map((pin) => {
          const summary = summaries.get(pin);
          const state = summary ? appState(summary, now) : null;
          const here = pathname.startsWith(paths.app(pin));
          return (
            <li key={pin}>
              <Link
                href={paths.app(pin)}
                onClick={onNavigate}
                className={`flex h-[31px] items-center gap-1.5 rounded-control px-2 text-ink-2 transition-colors duration-fast hover:bg-hover pointer-coarse:h-11 ${here ? "text-ink" : ""}`}
              >
                <Glyph kind={state?.kind ?? "unknown"} />
                <span className="min-w-0 flex-1 truncate">
                  <Name value={pin} max={16.5} />
                </span>
                <span className="sr-only">{state?.word ?? common.notReadYet}</span>
                {summary?.current && (
                  <span className="font-mono text-meta font-normal text-ink-3">
                    {common.releaseVersion(summary.current.version)}
                  </span>
                )}
              </Link>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
