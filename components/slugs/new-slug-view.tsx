"use client";

import { useQuery } from "@tanstack/react-query";
import { Field, Input } from "@/components/ui/field";
import { appsCrumb, PageHeader } from "@/components/ui/page-header";
import { TabState } from "@/components/ui/tab-state";
import { CheckList } from "@/components/uploads/check-list";
import { Problem } from "@/components/uploads/problem";
import { appQuery } from "@/lib/client/apps";
import { paths } from "@/lib/paths";
import * as common from "@/lib/text/common";
import * as text from "@/lib/text/slug";
import { NewSlugPanel } from "./new-slug-panel";
import { PickSlug } from "./pick-slug";
import { ProcessRows } from "./process-rows";
import { slugChecks } from "./slug-checks";
import { commitOf, type Draft, rowProblems, rowsOf } from "./slug-draft";
import { useNewSlug } from "./use-new-slug";

/** A slug from a tarball that was built elsewhere: dropped, checked, named, uploaded and released. */
export function NewSlugView({ app }: { app: string }) {
  const details = useQuery(appQuery(app));
  const name = details.data?.name ?? app;
  const stack = details.data?.stack?.name ?? null;
  const form = useNewSlug(app, name, stack);
  const { draft, report, fixed } = form;
  const rows = rowsOf(draft);
  const read = report.kind === "checked";
  return (
    <div className="max-w-[75rem]">
      <TabState {...(form.busy ? { kind: "live" as const } : {})} title={text.newSlug(name)} />
      <PageHeader crumbs={[appsCrumb, { label: name, href: paths.app(app) }]} title={text.slugFromScratch} />
      <p className="mt-1 max-w-prose text-body text-ink-2">{text.newSlugPurpose}</p>
      <div className="mt-6 grid gap-x-8 gap-y-6 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="flex min-w-0 flex-col gap-5">
          <div>
            <PickSlug file={draft.file} refusal={draft.refusal} disabled={fixed} pick={form.pick} />
            {draft.file && report.kind !== "failed" && (
              <CheckList rows={slugChecks(report, draft.file.size)} />
            )}
          </div>
          {draft.file && report.kind === "failed" && <Problem message={report.message} />}
          {draft.file && read && (
            <>
              <ProcessRows
                rows={rows}
                problems={form.submitted ? rowProblems(rows) : new Map()}
                disabled={fixed}
                onRows={(changed) => form.edit({ rows: changed })}
              />
              <SlugFields draft={draft} stack={stack} disabled={fixed} onEdit={form.edit} />
            </>
          )}
        </div>
        {draft.file && read && <NewSlugPanel name={name} form={form} />}
      </div>
    </div>
  );
}

type Props = {
  draft: Draft;
  /** The app's stack, shown while no other one is chosen. */
  stack: string | null;
  disabled: boolean;
  onEdit: (fields: Partial<Draft>) => void;
};

/** The name of the slug, and its stack. */
function SlugFields({ draft, stack, disabled, onEdit }: Props) {
  const proposed = draft.commit === null && commitOf(draft) !== "";
  return (
    <div className="flex flex-col gap-4">
      <Field label={common.commit} optional>
        <Input
          mono
          value={commitOf(draft)}
          maxLength={100}
          disabled={disabled}
          autoComplete="off"
          spellCheck={false}
          placeholder={common.versionExample}
          {...(proposed ? { aside: text.fromTheFileName } : {})}
          onChange={(event) => onEdit({ commit: event.target.value })}
        />
      </Field>
      <Field label={common.descriptionLabel} optional>
        <Input
          value={draft.description}
          maxLength={500}
          disabled={disabled}
          autoComplete="off"
          onChange={(event) => onEdit({ description: event.target.value })}
        />
      </Field>
      <Field label={common.stack} hint={text.stackHint}>
        <Input
          mono
          value={draft.stack ?? stack ?? ""}
          maxLength={40}
          disabled={disabled}
          autoComplete="off"
          spellCheck={false}
          placeholder={text.stackExample}
          onChange={(event) => onEdit({ stack: event.target.value.trim() })}
        />
      </Field>
    </div>
  );
}
