import { Plus, X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/field";
import { Glyph } from "@/components/ui/state";
import * as text from "@/lib/text/slug";
import { type ProcessRow, withRow } from "./slug-draft";

type Props = {
  rows: readonly ProcessRow[];
  /** By the row's key. */
  problems: ReadonlyMap<number, string>;
  disabled: boolean;
  onRows: (rows: ProcessRow[]) => void;
};

/** The process types as rows that can be edited, added and removed. */
export function ProcessRows({ rows, problems, disabled, onRows }: Props) {
  const change = (key: number, fields: Partial<ProcessRow>) =>
    onRows(rows.map((row) => (row.key === key ? { ...row, ...fields } : row)));
  return (
    <fieldset disabled={disabled} className="flex min-w-0 flex-col gap-1.5">
      <legend className="mb-1.5 text-meta font-emphasis text-ink-2">{text.processTypes}</legend>
      {rows.map(({ key, name, command }) => {
        const problem = problems.get(key);
        const of = name || text.theNewOne;
        return (
          <div key={key} className="flex flex-col gap-1">
            <div className="grid grid-cols-[7rem_minmax(0,1fr)_auto] items-center gap-1.5">
              <Input
                mono
                value={name}
                aria-label={text.nameOf(of)}
                aria-invalid={problem !== undefined || undefined}
                aria-describedby={problem ? `process-${key}` : undefined}
                maxLength={128}
                autoComplete="off"
                spellCheck={false}
                placeholder={text.processTypeExample}
                onChange={(event) => change(key, { name: event.target.value.trim() })}
              />
              <Input
                mono
                value={command}
                aria-label={text.commandOf(of)}
                aria-invalid={problem !== undefined || undefined}
                aria-describedby={problem ? `process-${key}` : undefined}
                autoComplete="off"
                spellCheck={false}
                placeholder={text.commandExample}
                onChange={(event) => change(key, { command: event.target.value })}
              />
              {!disabled && (
                <Button
                  variant="ghost"
                  aria-label={text.remove(of)}
                  className="w-8 px-0! text-ink-2 pointer-coarse:w-11"
                  onClick={() => onRows(rows.filter((row) => row.key !== key))}
                >
                  <X aria-hidden="true" size={15} strokeWidth={1.5} />
                </Button>
              )}
            </div>
            {problem && (
              <p id={`process-${key}`} role="alert" className="flex gap-1.5 text-meta text-bad">
                <Glyph kind="bad" />
                {problem}
              </p>
            )}
          </div>
        );
      })}
      {rows.length === 0 && <p className="text-meta text-ink-3">{text.noProcessTypes}</p>}
      {!disabled && (
        <div>
          <Button variant="ghost" size="sm" className="-ml-2.5" onClick={() => onRows(withRow(rows))}>
            <Plus aria-hidden="true" size={14} strokeWidth={1.75} />
            {text.addAProcessType}
          </Button>
        </div>
      )}
    </fieldset>
  );
}
