import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { HoldOverride } from "@/components/send/hold-override";
import { holdsIn } from "@/components/send/send-footer";
import { SendProblem } from "@/components/send/send-problem";
import { Button } from "@/components/ui/button";
import { describeFailure } from "@/components/ui/describe-failure";
import { Field, Input, TextArea } from "@/components/ui/field";
import { Sheet } from "@/components/ui/sheet";
import { SignInLink } from "@/components/ui/sign-in-link";
import { Glyph } from "@/components/ui/state";
import { patchConfigVarsMutation } from "@/lib/client/config-vars";
import * as common from "@/lib/text/common";
import * as text from "@/lib/text/config";
import { type Change, effectOf, nameProblem, patchOf } from "./change";

type Props = {
  app: string;
  change: Change;
  names: readonly string[];
  /** The version that the change will make, if known. */
  next: number | null;
  /** true if code runs that will be restarted. */
  runs: boolean;
  onClose: () => void;
  onDone: (what: string) => void;
};

const titles = { add: text.setTitle, edit: text.editTitle, unset: text.unsetTitle };

/** Sets, edits or unsets one config var. Its button states the effect on the app. */
export function ChangeSheet({ app, change, names, next, runs, onClose, onDone }: Props) {
  const form = useId();
  const [name, setName] = useState(change.kind === "add" ? "" : change.name);
  const [value, setValue] = useState(change.kind === "edit" ? change.value : "");
  const [submitted, setSubmitted] = useState(false);
  const problem = change.kind === "add" ? nameProblem(name, names) : null;
  const [reason, setReason] = useState("");
  const save = useMutation({
    ...patchConfigVarsMutation(app),
    onSuccess: () => onDone(change.kind === "unset" ? text.unsetNamed(name) : text.setNamed(name)),
  });
  const holds = holdsIn(save.error);
  const override = holds ? reason.trim() : "";
  const unchanged = change.kind === "edit" && value === change.value;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSubmitted(true);
    if (!problem && !unchanged && !save.isPending)
      save.mutate({ body: patchOf(change, name, value), override: override || undefined });
  };
  return (
    <Sheet
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={
        <span className="truncate">
          {titles[change.kind]} {change.kind !== "add" && <span className="font-mono">{change.name}</span>}
        </span>
      }
      footer={
        <Button
          type="submit"
          form={form}
          size="lg"
          variant={change.kind === "unset" ? "danger" : "ink"}
          busy={save.isPending}
          disabled={unchanged || (holds !== null && !override)}
          className="h-auto min-h-10 w-full whitespace-normal! py-2 wrap-anywhere"
        >
          <span>
            {effectOf(change, name, app, next, runs)}
            {holds && text.pastTheLock}
          </span>
        </Button>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-4" autoComplete="off">
        {change.kind === "add" && (
          <Field label={common.nameLabel} error={submitted ? problem : null}>
            <Input
              mono
              value={name}
              placeholder={text.nameExample}
              autoCapitalize="characters"
              spellCheck={false}
              onChange={(event) => setName(event.target.value.trim())}
            />
          </Field>
        )}
        {change.kind === "unset" ? (
          <p className="text-body text-ink-2">{text.losesValue(app, change.name)}</p>
        ) : (
          <Field label={text.valueLabel} hint={runs ? text.changeRestarts : text.changeRestartsNothing}>
            <TextArea
              mono
              rows={4}
              value={value}
              spellCheck={false}
              onChange={(event) => setValue(event.target.value)}
            />
          </Field>
        )}
        {holds && (
          <div className="flex flex-col gap-3">
            <SendProblem error={save.error} />
            <HoldOverride holds={holds} reason={reason} onReason={setReason} />
          </div>
        )}
        {save.isError && !holds && (
          <p role="alert" className="flex flex-wrap gap-1.5 text-body text-bad">
            <Glyph kind="bad" className="mt-0.5" />
            <span className="min-w-0 flex-1 wrap-anywhere">{describeFailure(save.error).message}</span>
            <SignInLink error={save.error} />
          </p>
        )}
      </form>
    </Sheet>
  );
}
