import { ArrowRight } from "lucide-react";
import { Glyph } from "@/components/ui/state";
import { shortCommit } from "@/lib/format/format";
import { movedVersions } from "@/lib/review/moved";
import type { Moved } from "@/lib/schemas/promotion";
import * as common from "@/lib/text/common";
import * as text from "@/lib/text/send";

type MovedLinesProps = {
  moved: readonly Moved[];
  /** Returns the short name of an app: "eu". */
  nameOf?: (app: Moved["app"]) => string;
  /** Returns the commit of a release, if known. */
  commitOf?: (release: string) => string | null;
};

/** The releases that replaced the reviewed ones before the request was sent, old → new. */
export function MovedLines({ moved, nameOf = (app) => app.name, commitOf = () => null }: MovedLinesProps) {
  return (
    <ul className="flex flex-col gap-1">
      {moved.map((one) => {
        const { was, now, pending } = movedVersions(one, commitOf);
        return (
          <li
            key={one.app.id}
            className="flex min-h-8 items-start gap-1.5 rounded-control bg-tint-warn px-2.5 py-1.5 text-output"
          >
            <Glyph kind="warn" className="mt-0.5" />
            <span className="flex min-w-0 flex-wrap items-baseline gap-x-2">
              <span className="font-emphasis wrap-anywhere text-warn">{text.moved(nameOf(one.app))}</span>
              <Side {...was} muted />
              <ArrowRight
                aria-label={common.to}
                size={12}
                strokeWidth={1.75}
                className="self-center text-ink-2"
              />
              <Side {...now} />
              {pending && <span className="text-ink-2">{pending}</span>}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function Side({
  version,
  commit,
  muted = false,
}: {
  version: string;
  commit: string | null;
  muted?: boolean;
}) {
  return (
    <span className={`whitespace-nowrap ${muted ? "text-ink-2" : "text-ink"}`}>
      {version} {commit && <span className="font-mono">{shortCommit(commit)}</span>}
    </span>
  );
}
