import { ChevronDown } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/field";
import { Menu, MenuChoice } from "@/components/ui/menu";
import * as buildText from "@/lib/text/build";
import { BUILD_WORDS, type BuildFilter } from "@/lib/timeline/filter-builds";

type Props = {
  filter: BuildFilter;
  people: readonly string[];
  onChange: (filter: Partial<BuildFilter>) => void;
};

const ANYONE = "";

/** The filters by state, version and user. */
export function BuildsFilter({ filter, people, onChange }: Props) {
  return (
    <search className="mt-4 flex flex-wrap items-center gap-2">
      <Input
        data-filter
        type="search"
        aria-label={buildText.versionOrDescription}
        placeholder={buildText.versionOrDescription}
        value={filter.version ?? ""}
        onChange={(event) => onChange({ version: event.target.value || null })}
        className="w-full sm:w-64"
      />
      <fieldset className="flex flex-wrap gap-1" aria-label={buildText.stateLabel}>
        {BUILD_WORDS.filter((word) => word !== "unknown").map((word) => (
          <button
            key={word}
            type="button"
            aria-pressed={filter.state === word}
            onClick={() => onChange({ state: filter.state === word ? null : word })}
            className="h-8 rounded-control border border-line px-2.5 text-body text-ink-2 hover:bg-hover aria-pressed:border-ink aria-pressed:bg-hover aria-pressed:text-ink pointer-coarse:h-11"
          >
            {word}
          </button>
        ))}
      </fieldset>
      {people.length > 1 && (
        <Menu
          label={buildText.whoLabel}
          align="start"
          trigger={
            <Button>
              {filter.who ?? buildText.anybody}
              <ChevronDown aria-hidden="true" size={14} strokeWidth={1.5} />
            </Button>
          }
        >
          <MenuChoice
            value={filter.who ?? ANYONE}
            options={[
              { value: ANYONE, label: buildText.anybody },
              ...people.map((who) => ({ value: who, label: who })),
            ]}
            onChange={(who) => onChange({ who: who || null })}
          />
        </Menu>
      )}
    </search>
  );
}
