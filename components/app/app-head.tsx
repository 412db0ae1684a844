import { StageTag } from "@/components/ui/names";
import { PageHead } from "@/components/ui/page-head";
import { paths } from "@/lib/paths";
import * as text from "@/lib/text/app";
import { AppActions } from "./app-actions";
import type { AppData } from "./use-app-data";

/** The breadcrumbs, the title of an app with stage and region, and from 640 px up the actions. */
export function AppHead({ name, data }: { name: string; data: AppData }) {
  const { region, team, maintenance } = data.details.data ?? {};
  const { place } = data;
  const pipeline = place && {
    label: `${place.pipeline.name} pipeline`,
    href: paths.pipeline(place.pipeline.name),
  };
  const meta = [region?.name, team?.name].filter(Boolean).join(" · ");
  return (
    <PageHead
      crumbs={[{ label: "Apps", href: paths.apps() }, ...(pipeline ? [pipeline] : [])]}
      title={name}
      meta={
        <>
          {place && <StageTag stage={place.stage} loud />}
          {meta && <span className="text-meta text-ink-3">{meta}</span>}
          {maintenance && <span className="text-meta text-warn">{text.maintenanceModeIsOn}</span>}
        </>
      }
      actions={
        <div className="hidden items-center gap-2 sm:flex">
          <AppActions name={name} data={data} />
        </div>
      }
    />
  );
}
