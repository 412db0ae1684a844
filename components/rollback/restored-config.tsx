import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useId } from "react";
import { WayOn } from "@/components/ui/way-on";
import { configChangesQuery } from "@/lib/client/releases";
import type { Candidate } from "@/lib/promotion/roll-back";
import { changedNames, restoredText } from "@/lib/promotion/roll-back";
import { Choice } from "./choice";
import type { RestoredPart } from "./use-roll-back-address";

type Props = { app: string; chosen: Candidate; what: RestoredPart; onChoose: (what: RestoredPart) => void };

const NAMES = 12;

/** RestoredPart a rollback restores: the whole release, or only its code. One sentence each states the difference. */
export function RestoredConfig({ app, chosen, what, onChoose }: Props) {
  const name = useId();
  const { release, sameAsNow } = chosen;
  const changes = useQuery(configChangesQuery(app, release.id));
  const names = changes.data ? changedNames(changes.data) : null;
  const count = names?.length ?? null;
  return (
    <fieldset>
      <legend className="mb-2 text-strong">RestoredPart comes back</legend>
      <div className="flex flex-col gap-2">
        <Box
          name={name}
          title={`v${release.version} as it was`}
          checked={what === "all"}
          onChoose={() => onChoose("all")}
        >
          {changes.isPending ? (
            "Code, and config names: reading which…"
          ) : (
            <>
              {restoredText(!sameAsNow, count)} {names && names.length > 0 && <Names names={names} />}
            </>
          )}
        </Box>
        {release.slug && (
          <Box
            name={name}
            title="Only its code"
            checked={what === "code"}
            disabled={sameAsNow}
            onChoose={() => onChoose("code")}
          >
            {sameAsNow ? "It runs already." : "Config stays as it is today."}
          </Box>
        )}
      </div>
      <WayOn error={changes.error} />
    </fieldset>
  );
}

function Names({ names }: { names: readonly string[] }) {
  const rest = names.length - NAMES;
  return (
    <>
      {names.slice(0, NAMES).map((name, index) => (
        <span key={name}>
          {index > 0 && ", "}
          <span className="font-mono text-output wrap-anywhere">{name}</span>
        </span>
      ))}
      {rest > 0 ? ` and ${rest} more.` : "."}
    </>
  );
}

type BoxProps = {
  name: string;
  title: string;
  checked: boolean;
  disabled?: boolean;
  onChoose: () => void;
  children: ReactNode;
};

/** The selected one has a 2 px outline that takes no space. */
function Box({ checked, title, children, ...radio }: BoxProps) {
  return (
    <Choice
      {...radio}
      checked={checked}
      className={`rounded-panel py-3 outline outline-offset-[-1px] ${checked ? "outline-2 outline-ink outline-offset-[-2px]" : "outline-1 outline-line"}`}
      title={<span className="text-strong">{title}</span>}
    >
      <span className="text-body text-ink-2">{children}</span>
    </Choice>
  );
}
