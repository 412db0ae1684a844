import { useMemo } from "react";
import { groupApps } from "@/lib/apps/app-groups";
import type { Place } from "@/lib/apps/stages";
import type { App } from "@/lib/schemas/app";
import { AppRowLine } from "./app-row";
import { groupNotes } from "./group-notes";
import type { AppRow } from "./row-of";
import type { TableLine } from "./virtual-apps";
import { GroupHead, VirtualApps } from "./virtual-apps";

/** Tables with more rows render only the visible ones. */
const VIRTUAL_FROM = 100;

type AppsTableProps = {
  rows: AppRow[];
  all: readonly App[];
  /** App id → its pipeline and stage. */
  places: ReadonlyMap<string, Place>;
  /** Called with the indexes of the visible batches of 60; only their summaries are requested. */
  onVisible: (batches: ReadonlySet<number>) => void;
};

/** The apps as a table: by pipeline, then by team, personal apps last. */
export function AppsTable({ rows, all, places, onVisible }: AppsTableProps) {
  const lines = useMemo(() => linesOf(rows, places), [rows, places]);
  if (rows.length > VIRTUAL_FROM) {
    return <VirtualApps lines={lines} all={all} places={places} onVisible={onVisible} />;
  }
  return (
    <ul className="mt-[3px]">
      {lines.map((line, index) =>
        line.kind === "group" ? (
          <GroupHead key={line.key} name={line.name} notes={line.notes} first={index === 0} />
        ) : (
          <AppRowLine key={line.key} row={line.row} stage={line.stage} />
        ),
      )}
    </ul>
  );
}

function linesOf(rows: AppRow[], places: ReadonlyMap<string, Place>): TableLine[] {
  const byId = new Map(rows.map((row) => [row.app.id, row]));
  const apps = rows.map((row) => row.app);
  return groupApps(apps, places).flatMap((group): TableLine[] => {
    const own = group.apps.flatMap((app) => byId.get(app.id) ?? []);
    const notes = group.pipeline ? groupNotes(group.pipeline, own, places) : [];
    return [
      { kind: "group", key: `group ${group.key}`, name: group.name, notes },
      ...own.map((row) => ({
        kind: "row" as const,
        key: row.app.id,
        row,
        stage: places.get(row.app.id)?.stage ?? null,
      })),
    ];
  });
}
