import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useId } from "react";
import { SignInLink } from "@/components/ui/sign-in-link";
import { configChangesQuery } from "@/lib/client/releases";
import { type Candidate, changedNames, restoredText } from "@/lib/promotion/roll-back";
import * as common from "@/lib/text/common";
import * as text from "@/lib/text/roll-back";
import { Choice } from "./roll-back-to";
import type { RestoredPart } from "./use-roll-back-address";

type Props = { app: string; chosen: Candidate; what: RestoredPart; onChoose: (what: RestoredPart) => void };

const NAMES = 12;

/** The choice of what a rollback restores: the whole release, or only its code. */
export function RestoredConfig({ app, chosen, what, onChoose }: Props) {
  const name = useId();
  const { release, sameAsNow } = chosen;
  const changes = useQuery(configChangesQuery(app, release.id));
  const names = changes.data ? changedNames(changes.data) : null;
  const count = names?.length ?? null;
  return (
    <fieldset>
      <legend className="mb-2 text-strong">{text.whatComesBack}</legend>
      <div className="flex flex-col gap-2">
        <Box
          name={name}
          title={text.asItWas(release.version)}
          checked={what === "all"}
          onChoose={() => onChoose("all")}
        >
          {changes.isPending ? (
            common.readingConfigNames
          ) : (
            <>
              {restoredText(!sameAsNow, count)} {names && names.length > 0 && <Names names={names} />}
            </>
          )}
        </Box>
        {release.slug && (
          <Box
            name={name}
            title={text.onlyItsCode}
            checked={what === "code"}
            disabled={sameAsNow}
            onChoose={() => onChoose("code")}
          >
            {sameAsNow ? text.itRunsAlready : text.configStays}
          </Box>
        )}
      </div>
      <SignInLink error={changes.error} />
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
      {rest > 0 ? text.andMore(rest) : "."}
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
