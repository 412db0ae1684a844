import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useRollBackAddress } from "@/components/rollback/use-roll-back-address";
import { Button } from "@/components/ui/button";
import { Failed } from "@/components/ui/panel-states";
import { useZone } from "@/components/ui/preferences";
import { Glyph } from "@/components/ui/state";
import { Age } from "@/components/ui/time";
import { logsQuery } from "@/lib/client/logs";
import { formatClockTime, type Zone } from "@/lib/format/format";
import { plainText } from "@/lib/log-viewer/engine/terminal/render-line";
import { PLAIN } from "@/lib/log-viewer/engine/terminal/style";
import type { Dyno } from "@/lib/schemas/dyno";
import * as common from "@/lib/text/common";
import * as logsText from "@/lib/text/logs";

const LINES = 200;

type Props = {
  app: string;
  dynos: [Dyno, ...Dyno[]];
  version: number | null;
  /** The release to roll back to, if there is one. */
  rollBackTo: number | null;
};

/** Lists crashed dynos with the time of the crash, and on request the last 200 lines of the first one. */
export function CrashLog({ app, dynos, version, rollBackTo }: Props) {
  const [open, setOpen] = useState(true);
  const rollBack = useRollBackAddress();
  const [first, ...others] = dynos;
  const names = others.length ? logsText.firstAndMore(first.name, others.length) : first.name;
  return (
    <section aria-label={logsText.crashed} className="mt-4 rounded-panel border border-bad/35 bg-tint-bad">
      <div className="flex min-h-12 flex-col gap-x-3 gap-y-2 p-3 sm:flex-row sm:items-center sm:py-1.5 sm:pr-2 sm:pl-4">
        <p className="flex min-w-0 flex-1 gap-2 text-body text-ink-2">
          <Glyph kind="bad" className="mt-0.5" />
          <span className="min-w-0">
            <span className="mr-3 text-strong text-bad">
              {logsText.dynosCrashed(names)}
              {version !== null && logsText.onVersion(first.release?.version ?? version)}
            </span>
            <Age at={first.updated_at} ago />. {rollBackTo === null ? common.upload : logsText.goBackOrUpload}{" "}
            {logsText.aBuildThatStarts}
          </span>
        </p>
        {rollBackTo !== null && (
          <Button variant="ink" className="h-11 sm:h-8" onClick={() => rollBack.show(rollBackTo)}>
            {common.openRollBackTo(rollBackTo)}
          </Button>
        )}
        <Button
          variant={open || rollBackTo !== null ? "outline" : "ink"}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="h-11 sm:h-8"
        >
          {open ? logsText.hideItsLastLines : logsText.seeItsLastLines}
        </Button>
      </div>
      {open && <LastLines app={app} dyno={first.name} />}
    </section>
  );
}

/** The last lines of one dyno's log, scrolled to the end. */
function LastLines({ app, dyno }: { app: string; dyno: string }) {
  const logs = useQuery(logsQuery(app, { dyno, lines: LINES }));
  const box = useRef<HTMLTextAreaElement>(null);
  const zone = useZone();
  const lines = logs.data?.items.map((line) => logLine(line, zone ?? "utc"));
  const text = lines?.join("\n");
  useEffect(() => {
    if (text && box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [text]);
  if (logs.isError) {
    return (
      <div className="p-2">
        <Failed what={logsText.lastLinesOf(dyno)} error={logs.error} onRetry={() => void logs.refetch()} />
      </div>
    );
  }
  return (
    // A read-only text area can be scrolled and selected by keyboard.
    <textarea
      ref={box}
      readOnly
      wrap="off"
      spellCheck={false}
      aria-label={logsText.lastLinesOf(dyno)}
      className="block h-60 w-full resize-none rounded-b-panel border-t border-bad/35 bg-well px-4 py-3 font-mono text-output text-ink"
      value={lines ? text || logsText.wroteNothing : logsText.readingLastLines}
    />
  );
}

/** A Logplex line: "2026-11-21T06:09:12.437000+00:00 app[web.1]: ready" has time, source, dyno and text. */
const LOGPLEX = /^(\d{4}-\d\d-\d\dT\S+) ([\w-]+)\[[^\]\s]*\]: ?(.*)$/;

/** Returns a log line for display: "06:09:12 ready". Lines that are not the app's are prefixed: "heroku: ". */
export function logLine(line: string, zone: Zone): string {
  const [, at, source, message] = LOGPLEX.exec(line) ?? [];
  if (!at || message === undefined || Number.isNaN(Date.parse(at))) return plainText(line, PLAIN);
  const prefix = source === "app" ? "" : `${source}: `;
  return `${formatClockTime(at, zone)} ${prefix}${plainText(message, PLAIN)}`;
}
