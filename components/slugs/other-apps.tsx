import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { State } from "@/components/ui/state";
import { pipelineQuery, pipelinesQuery } from "@/lib/client/pipelines";
import { paths } from "@/lib/paths";
import * as text from "@/lib/text/slug";
import { releasesOnOtherApps } from "./releases-on-other-apps";

/** Lists the other apps of the pipeline that have released this slug. Renders nothing if there are none. */
export function OtherApps({ appId, slugId }: { appId: string | undefined; slugId: string }) {
  const pipelines = useQuery(pipelinesQuery());
  const own = pipelines.data?.items.find(({ couplings }) => couplings.some(({ app }) => app.id === appId));
  const details = useQuery({ ...pipelineQuery(own?.id ?? ""), enabled: own !== undefined });
  const others = details.data ? releasesOnOtherApps(details.data, slugId, appId) : [];
  if (others.length === 0) return null;
  return (
    <section aria-label={text.onOtherApps} className="mt-6">
      <h2 className="text-strong">{text.onOtherApps}</h2>
      <ul className="mt-2">
        {others.map(({ app, release, state }) => (
          <li key={app.id} className="border-b border-line">
            <Link
              href={paths.release(app.name, release.version)}
              className="-mx-2 flex min-h-10 items-center gap-3 rounded-control px-2 hover:bg-hover pointer-coarse:min-h-12"
              data-row
            >
              <span className="w-24 shrink-0">
                <State kind={state.kind} label={state.label} strong />
              </span>
              <span className="text-strong text-ink">{text.releaseVersion(release.version)}</span>
              <span className="min-w-0 truncate text-body text-ink-2">{app.name}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
