import { useQuery } from "@tanstack/react-query";
import { Pencil } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { repositoryFrom } from "@/lib/apps/repository-of";
import { appSettingsQuery } from "@/lib/client/app-settings";
import { formatBytes } from "@/lib/format/format";
import { paths } from "@/lib/paths";
import type { Build } from "@/lib/schemas/build";
import * as text from "@/lib/text/app";
import * as common from "@/lib/text/common";
import { RepositorySheet } from "./repository-sheet";
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
        <Fact name={common.stack}>{slug?.stack?.name ?? app?.stack?.name ?? "–"}</Fact>
        <Fact name={packs.length > 1 ? common.buildpacks : common.buildpack}>{buildpack ?? "–"}</Fact>
        <Fact name={common.slug}>
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
        <Fact name={common.processes}>
          {types.length ? <span className="font-mono text-meta">{types.join(" ")}</span> : "–"}
        </Fact>
        <RepositoryFact app={param} name={app?.name ?? param} builds={builds} />
      </dl>
    </SidePanel>
  );
}

type Props = { app: string; name: string; builds: readonly Build[] };

/** The repository for comparing commits: the configured one, else the one detected from the builds' sources. */
function RepositoryFact({ app, name, builds }: Props) {
  const settings = useQuery(appSettingsQuery(app));
  const [open, setOpen] = useState(false);
  const configured = settings.data?.repository ?? null;
  const detected = repositoryFrom(builds);
  const repository = configured ?? detected;
  return (
    <Fact name={text.repository}>
      <span className="flex min-w-0 items-center justify-end gap-1">
        {repository ? (
          <a
            href={repository}
            target="_blank"
            rel="noreferrer"
            className="min-w-0 truncate hover:underline"
            title={repository}
          >
            {repository.replace("https://github.com/", "")}
          </a>
        ) : (
          "–"
        )}
        <button
          type="button"
          aria-label={text.openRepositoryOf(name)}
          className="-my-1 -mr-1.5 inline-flex size-7 shrink-0 items-center justify-center rounded-control text-ink-3 hover:bg-hover hover:text-ink pointer-coarse:size-11"
          onClick={() => setOpen(true)}
        >
          <Pencil aria-hidden="true" size={13} strokeWidth={1.5} />
        </button>
      </span>
      {open && settings.data && (
        <RepositorySheet
          app={app}
          name={name}
          configured={configured}
          detected={detected}
          onClose={() => setOpen(false)}
        />
      )}
    </Fact>
  );
}
