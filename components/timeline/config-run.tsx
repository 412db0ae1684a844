import { useState } from "react";
import { Clock } from "@/components/ui/time";
import { fullNameOf, shortNameOf } from "@/lib/format/person-name";
import { paths } from "@/lib/paths";
import type { Release } from "@/lib/schemas/release";
import * as common from "@/lib/text/common";
import * as text from "@/lib/text/timeline";
import type { ReleaseDescription } from "@/lib/timeline/describe-release";
import { columns, Entry, rowBox, rowTarget } from "./entry";

type ConfigRunProps = {
  app: string;
  releases: readonly [Release, ...Release[]];
  descriptionOf: (release: Release) => ReleaseDescription;
  flagOf: (release: Release) => string | null;
};

/** Consecutive releases that changed only the config, as one row that expands. */
export function ConfigRun({ app, releases, descriptionOf, flagOf }: ConfigRunProps) {
  const [open, setOpen] = useState(false);
  const [newest] = releases;
  const users = new Set(releases.map((release) => shortNameOf(release.user)));
  return (
    <>
      <li className={`${columns} ${rowBox}`}>
        <span className="hidden pl-[1.375rem] text-ink-3 sm:block">{text.config}</span>
        <span className="sm:hidden" />
        <span className="min-w-0">
          <button
            type="button"
            data-row
            aria-expanded={open}
            onClick={() => setOpen(!open)}
            className={`block max-w-full truncate text-left text-ink ${rowTarget}`}
          >
            {text.configChanges(releases.length)} <span className="text-ink-2">{versionsOf(releases)}</span>
          </button>
          <span className="mt-0.5 block text-meta text-ink-3 sm:hidden">{[...users].join(", ")}</span>
        </span>
        <span className="hidden truncate text-meta text-ink-3 sm:block">
          {users.size > 1 ? (
            text.people(users.size)
          ) : (
            <>
              <span className="wide:hidden">{shortNameOf(newest.user)}</span>
              <span className="hidden wide:inline">{fullNameOf(newest.user)}</span>
            </>
          )}
        </span>
        <span className="hidden sm:block" />
        <Clock
          at={newest.created_at}
          inRow
          className="relative z-10 self-start pt-0.5 text-right text-meta text-ink-3 sm:self-auto sm:pt-0"
        />
      </li>
      {open &&
        releases.map((release) => (
          <Entry
            key={release.id}
            href={paths.release(app, release.version)}
            state={{ kind: "none", label: text.config }}
            version={release.version}
            description={descriptionOf(release).full}
            user={release.user}
            at={release.created_at}
            flag={flagOf(release)}
          />
        ))}
    </>
  );
}

/** Returns "v8, v9", or for more than three "v8 to v14". */
function versionsOf(releases: readonly Release[]): string {
  const versions = releases
    .map((release) => release.version)
    .sort((a, b) => a - b)
    .map(common.releaseVersion);
  if (versions.length <= 3) return versions.join(", ");
  return text.versionsFromTo(versions[0] ?? "", versions.at(-1) ?? "");
}
