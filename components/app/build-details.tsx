import Link from "next/link";
import { formatBytes } from "@/lib/format/format";
import { paths } from "@/lib/paths";
import * as text from "@/lib/text/app";
import { RepositoryFact } from "./repository-fact";
import { Fact, SidePanel } from "./side-panel";
import type { AppData } from "./use-app-data";

/** Stack, buildpacks, slug and process types of the running release. */
export function BuildDetails({ app: param, data }: { app: string; data: AppData }) {
  const { details, slug, builds, current } = data;
  const app = details.data;
  const build = builds.find((each) => each.slug && each.slug.id === current?.slug?.id);
  const packs = build?.buildpacks.map((pack) => pack.name) ?? [];
  const language = slug?.buildpack_provided_description ?? app?.buildpack_provided_description;
  const buildpack = packs.length ? packs.join(", ") : language;
  const size = slug?.size ?? app?.slug_size;
  const types = Object.keys(slug?.process_types ?? {});
  return (
    <SidePanel title={text.madeOf}>
      <dl>
        <Fact name="Stack">{slug?.stack?.name ?? app?.stack?.name ?? "–"}</Fact>
        <Fact name={packs.length > 1 ? "Buildpacks" : "Buildpack"}>{buildpack ?? "–"}</Fact>
        <Fact name="Slug">
          {slug ? (
            <Link href={paths.slug(param, slug.id)} className="hover:underline">
              {size ? formatBytes(size) : slug.id.slice(0, 8)}
            </Link>
          ) : size ? (
            formatBytes(size)
          ) : (
            "–"
          )}
        </Fact>
        <Fact name="Processes">
          {types.length ? <span className="font-mono text-meta">{types.join(" ")}</span> : "–"}
        </Fact>
        <RepositoryFact app={param} name={app?.name ?? param} builds={builds} />
      </dl>
    </SidePanel>
  );
}
