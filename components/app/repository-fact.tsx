import { useQuery } from "@tanstack/react-query";
import { Pencil } from "lucide-react";
import { useState } from "react";
import { repositoryFrom } from "@/lib/apps/repository-of";
import { appSettingsQuery } from "@/lib/client/app-settings";
import type { Build } from "@/lib/schemas/build";
import * as appText from "@/lib/text/app";
import { RepositorySheet } from "./repository-sheet";
import { Fact } from "./side-panel";

type Props = { app: string; name: string; builds: readonly Build[] };

/** The repository for comparing commits: the configured one, else the one detected from the builds' sources. */
export function RepositoryFact({ app, name, builds }: Props) {
  const settings = useQuery(appSettingsQuery(app));
  const [open, setOpen] = useState(false);
  const configured = settings.data?.repository ?? null;
  const detected = repositoryFrom(builds);
  const repository = configured ?? detected;
  return (
    <Fact name="Repository">
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
          aria-label={appText.openRepositoryOf(name)}
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
