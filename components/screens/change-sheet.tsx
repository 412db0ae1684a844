import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import { Sheet } from "@/components/ui/sheet";
import { SignInLink } from "@/components/ui/sign-in-link";
import { useToast } from "@/components/ui/toast";
import { changeScreen, screensQuery } from "@/lib/client/screens";
import type { Screen } from "@/lib/schemas/screen";
import * as common from "@/lib/text/common";
import * as text from "@/lib/text/screen";
import { choiceOf, draftOf, ShowFields } from "./show-fields";

/** Changes the name and content of a screen remotely. */
export function ChangeSheet({ screen, onClose }: { screen: Screen; onClose: () => void }) {
  const form = useId();
  const [name, setName] = useState(screen.name);
  const [layout, setLayout] = useState(() => draftOf(screen));
  const queries = useQueryClient();
  const toast = useToast();
  const change = useMutation({
    mutationFn: () => {
      const { names, errors } = layout;
      const show = choiceOf(layout);
      const before = choiceOf(draftOf(screen));
      const changed = JSON.stringify(show) !== JSON.stringify(before);
      return changeScreen(screen.id, { name: name.trim(), names, errors, ...(show && changed && { show }) });
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: screensQuery().queryKey });
      toast({ kind: "ok", title: text.changesSoon(name.trim()) });
      onClose();
    },
  });
  const complete = name.trim() !== "" && choiceOf(layout) !== null;
  return (
    <Sheet
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={<span className="truncate">{screen.name}</span>}
      footer={
        <div className="flex flex-col gap-2">
          {change.error && (
            <p role="alert" className="text-meta text-bad">
              {change.error.message}
            </p>
          )}
          <SignInLink error={change.error} />
          <Button
            type="submit"
            form={form}
            variant="ink"
            size="lg"
            disabled={!complete}
            busy={change.isPending}
            className="w-full"
          >
            <span className="min-w-0 truncate">{text.change(screen.name)}</span>
          </Button>
        </div>
      }
    >
      <form
        id={form}
        noValidate
        autoComplete="off"
        className="flex flex-col gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          if (complete) change.mutate();
        }}
      >
        <Field label={common.nameLabel}>
          <Input maxLength={40} value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <ShowFields value={layout} onChange={setLayout} />
      </form>
    </Sheet>
  );
}
