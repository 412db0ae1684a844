import type { ComponentProps, ReactNode } from "react";
import { Button } from "./button";
import { Input } from "./field";
import { SignInLink } from "./sign-in-link";

type ActFormProps = {
  onSubmit: () => void;
  /** The error of the last attempt, with a sign-in link if that resolves it. */
  error: unknown;
  busy: boolean;
  label: string;
  children: ReactNode;
};

/** A form with one action: its fields, then the button at full width. */
export function ActForm({ onSubmit, error, busy, label, children }: ActFormProps) {
  return (
    <form
      noValidate
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
      <SignInLink error={error} />
      <Button type="submit" variant="ink" size="lg" busy={busy} className="w-full">
        <span className="min-w-0 truncate">{label}</span>
      </Button>
    </form>
  );
}

type NameInputProps = { value: string; onEdit: (value: string) => void } & Pick<
  ComponentProps<"input">,
  "list"
>;

/** A field for the name of an app or a pipeline, without the browser's corrections. */
export function NameInput({ onEdit, ...props }: NameInputProps) {
  return (
    <Input
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      {...props}
      onChange={(event) => onEdit(event.target.value)}
    />
  );
}
