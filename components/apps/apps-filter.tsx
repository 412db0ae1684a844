import { ChevronDown, Search } from "lucide-react";
import { parseAsBoolean, parseAsString, useQueryStates } from "nuqs";
import { chipClass } from "@/components/ui/button-style";
import { Menu, MenuChoice } from "@/components/ui/menu";
import { formatCount, formatCounted } from "@/lib/format/format";
import type { App } from "@/lib/schemas/app";
import * as appText from "@/lib/text/app";
import * as common from "@/lib/text/common";
import type { AppRow } from "./row-of";

type AppsFilterProps = {
  apps: readonly App[];
  shown: number;
  /** The number of known states while a filter by state reads the others, else null. */
  read: number | null;
  /** The stages that exist in the pipelines. */
  stages: string[];
  filter: AppFilter;
  set: (change: Partial<AppFilter>) => void;
};

/** The filters of the apps table, stored in the address. */
export function AppsFilter({ apps, shown, read, stages, filter, set }: AppsFilterProps) {
  const teams = unique(apps.map((app) => app.team?.name ?? "personal"));
  const regions = unique(apps.flatMap((app) => app.region?.name ?? []));
  return (
    <search className="mt-5 flex flex-wrap items-center gap-2">
      <div className="relative w-full sm:w-60">
        <Search
          aria-hidden="true"
          size={16}
          strokeWidth={1.5}
          className="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-ink-3"
        />
        <input
          data-filter
          type="text"
          aria-label={appText.filterApps}
          placeholder={common.filter}
          autoComplete="off"
          spellCheck={false}
          value={filter.q}
          onChange={(event) => set({ q: event.target.value })}
          onKeyDown={(event) => {
            if (event.key === "Escape") set({ q: "" });
          }}
          className="h-8 w-full rounded-control border border-edge bg-panel pr-7 pl-[34px] text-body pointer-coarse:h-11 pointer-coarse:text-large"
        />
        <kbd className="pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2 font-sans text-meta text-ink-3 pointer-coarse:hidden">
          /
        </kbd>
      </div>
      <Toggle label={appText.mineFilter} on={filter.mine} set={(mine) => set({ mine })} />
      <Toggle label={appText.failingFilter} on={filter.failing} set={(failing) => set({ failing })} />
      <Toggle label={common.building} on={filter.building} set={(building) => set({ building })} />
      {teams.length > 1 && (
        <Choice label={appText.teamLabel} value={filter.team} options={teams} set={(team) => set({ team })} />
      )}
      {stages.length > 0 && (
        <Choice
          label={common.stageLabel}
          value={filter.stage}
          options={stages}
          set={(stage) => set({ stage })}
        />
      )}
      {regions.length > 1 && (
        <Choice
          label={appText.regionLabel}
          value={filter.region}
          options={regions}
          set={(region) => set({ region })}
        />
      )}
      <span className="ml-auto text-meta text-ink-3" aria-live="polite">
        {shown === apps.length ? "" : appText.shownOf(formatCount(shown))}
        {formatCounted(apps.length, appText.oneApp, appText.manyApps)}
      </span>
      {read !== null && <span className="text-meta text-ink-2">{appText.statesRead(read, apps.length)}</span>}
    </search>
  );
}

function Toggle({ label, on, set }: { label: string; on: boolean; set: (on: boolean) => void }) {
  return (
    <button type="button" aria-pressed={on} onClick={() => set(!on)} className={chipClass(on)}>
      {label}
    </button>
  );
}

type ChoiceProps = {
  label: string;
  value: string | null;
  options: string[];
  set: (value: string | null) => void;
};

function Choice({ label, value, options, set }: ChoiceProps) {
  const choices = [
    { value: "", label: common.all },
    ...options.map((option) => ({ value: option, label: option })),
  ];
  return (
    <Menu
      label={label}
      align="start"
      trigger={
        <button type="button" className={chipClass(value !== null)}>
          {value ? `${label}: ${value}` : label}
          <ChevronDown aria-hidden="true" size={12} strokeWidth={1.75} />
        </button>
      }
    >
      <MenuChoice value={value ?? ""} options={choices} onChange={(next) => set(next || null)} />
    </Menu>
  );
}

function unique(values: string[]): string[] {
  return [...new Set(values)].sort((a, b) => a.localeCompare(b));
}

const parsers = {
  q: parseAsString.withDefault(""),
  mine: parseAsBoolean.withDefault(false),
  failing: parseAsBoolean.withDefault(false),
  building: parseAsBoolean.withDefault(false),
  team: parseAsString,
  stage: parseAsString,
  region: parseAsString,
};

/** The filter of the apps table, stored in the address. */
export function useAppFilter() {
  const [filter, setFilter] = useQueryStates(parsers, { clearOnDefault: true, history: "replace" });
  const active = Object.values(filter).some(Boolean);
  const clear = () => setFilter(null).catch(() => {});
  const set = (change: Parameters<typeof setFilter>[0]) => {
    setFilter(change).catch(() => {});
  };
  return { filter, set, active, clear };
}

type AppFilter = ReturnType<typeof useAppFilter>["filter"];

/** Returns true if a row matches all active filters. `stage` is the app's stage in its pipeline. */
export function matchesAppFilter(
  { app, state }: AppRow,
  stage: string | undefined,
  filter: AppFilter,
  email: string,
): boolean {
  const text = filter.q.trim().toLowerCase();
  if (text && !app.name.includes(text) && !app.team?.name.toLowerCase().includes(text)) return false;
  if (filter.mine && app.owner.email !== email) return false;
  if (filter.team && (app.team?.name ?? "personal") !== filter.team) return false;
  if (filter.region && app.region?.name !== filter.region) return false;
  if (filter.stage && stage !== filter.stage) return false;
  if (filter.failing && state?.group !== "needs") return false;
  return !filter.building || state?.group === "moves";
}
