import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { describeFailure } from "@/components/ui/describe-failure";
import { Field, Input } from "@/components/ui/field";
import { Sheet } from "@/components/ui/sheet";
import { SignInLink } from "@/components/ui/sign-in-link";
import { patchAppSettingsMutation } from "@/lib/client/app-settings";
import { AppSettingsPatch } from "@/lib/schemas/review";
import * as appText from "@/lib/text/app";

type Props = {
  app: string;
  name: string;
  /** The configured repository, and the one detected from the builds. */
  configured: string | null;
  detected: string | null;
  onClose: () => void;
};

/** Sets the GitHub repository of the app's commits; an empty field removes it. */
export function RepositorySheet({ app, name, configured, detected, onClose }: Props) {
  const form = useId();
  const [text, setText] = useState(configured ?? "");
  const [submitted, setSubmitted] = useState(false);
  const body = AppSettingsPatch.safeParse({ repository: addressOf(text) });
  const save = useMutation({ ...patchAppSettingsMutation(app), onSuccess: onClose });
  const failure = save.isError ? describeFailure(save.error) : null;
  const issue = body.error?.issues[0];
  const problem = submitted && issue ? appText.itIs(issue.message) : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSubmitted(true);
    if (body.success && !save.isPending) save.mutate(body.data);
  };
  return (
    <Sheet
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={<span className="truncate">{appText.repositoryOf(name)}</span>}
      footer={
        <Button
          type="submit"
          form={form}
          size="lg"
          variant="ink"
          busy={save.isPending}
          disabled={text.trim() === (configured ?? "")}
          className="w-full"
        >
          {text.trim() === "" && configured ? appText.forgetTheRepository : appText.setRepositoryOf(name)}
        </Button>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-4" autoComplete="off">
        <Field
          label={appText.onGitHub}
          error={problem ?? failure?.message ?? null}
          hint={detected ? appText.detectedRepository(detected) : appText.promotionsLinkToComparison}
        >
          <Input
            mono
            value={text}
            placeholder={detected ?? appText.repositoryExample}
            spellCheck={false}
            inputMode="url"
            onChange={(event) => setText(event.target.value)}
          />
        </Field>
        {save.isError && <SignInLink error={save.error} />}
      </form>
    </Sheet>
  );
}

/** Normalizes a copied address, with or without https and .git. */
function addressOf(text: string): string | null {
  const bare = text.trim().replace(/(\.git)?\/?$/, "");
  return bare.replace(/^(https?:\/\/)?(www\.)?github\.com\//, "https://github.com/") || null;
}
