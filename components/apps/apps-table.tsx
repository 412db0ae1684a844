"use client";

import { useMemo } from "react";
import type { App } from "@/lib/schemas/app";
import { groupApps } from "@/lib/timeline/app-groups";
import { AppRowLine } from "./app-row";
import { GroupHead } from "./group-head";
import type { AppRow } from "./row-of";
import { VirtualApps } from "./virtual-apps";

/** Longer tables draw only the rows in sight. */
const VIRTUAL_FROM = 100;

export type TableLine =
  | { kind: "group"; key: string; name: string }
  | { kind: "row"; key: string; row: AppRow };

type AppsTableProps = {
  rows: AppRow[];
  all: readonly App[];
  /** Told which batches of 60 are in sight; only those are asked for what runs. */
  onSight: (batches: ReadonlySet<number>) => void;
};

/** A table, never cards: by team, personal apps last. */
export function AppsTable({ rows, all, onSight }: AppsTableProps) {
  const lines = useMemo(() => linesOf(rows), [rows]);
  if (rows.length > VIRTUAL_FROM) return <VirtualApps lines={lines} all={all} onSight={onSight} />;
  return (
    <ul className="mt-[3px]">
      {lines.map((line, index) =>
        line.kind === "group" ? (
          <GroupHead key={line.key} name={line.name} first={index === 0} />
        ) : (
          <AppRowLine key={line.key} row={line.row} />
        ),
      )}
    </ul>
  );
}

function linesOf(rows: AppRow[]): TableLine[] {
  const byId = new Map(rows.map((row) => [row.app.id, row]));
  return groupApps(rows.map((row) => row.app)).flatMap((group) => [
    { kind: "group" as const, key: `group ${group.key}`, name: group.name },
    ...group.apps.flatMap((app) => {
      const row = byId.get(app.id);
      return row ? [{ kind: "row" as const, key: app.id, row }] : [];
    }),
  ]);
}
