import { type ComponentProps, createContext, type ReactNode, useContext, useId } from "react";
import * as pageText from "@/lib/text/page";
import { Glyph } from "./state";

type FieldContext = { id: string; describedBy: string | undefined; invalid: boolean };
const Context = createContext<FieldContext | null>(null);

type FieldProps = {
  label: string;
  hint?: ReactNode;
  error?: string | null;
  optional?: boolean;
  children: ReactNode;
};

/** A labelled control; screen readers announce its hint and error with it. Contains one Input or TextArea. */
export function Field({ label, hint, error, optional = false, children }: FieldProps) {
  const id = useId();
  const describedBy = [hint && !error ? `${id}-hint` : "", error ? `${id}-error` : ""]
    .filter(Boolean)
    .join(" ");
  return (
    <Context value={{ id, describedBy: describedBy || undefined, invalid: Boolean(error) }}>
      <div className="flex flex-col gap-1.5">
        <label htmlFor={id} className="text-meta font-emphasis text-ink-2">
          {label}
          {optional && <span className="font-quiet text-ink-3"> {pageText.optional}</span>}
        </label>
        {children}
        {hint && !error && (
          <p id={`${id}-hint`} className="text-meta text-ink-3">
            {hint}
          </p>
        )}
        {error && (
          <p id={`${id}-error`} role="alert" className="flex gap-1.5 text-meta text-bad">
            <Glyph kind="bad" />
            <span className="min-w-0 wrap-anywhere">{error}</span>
          </p>
        )}
      </div>
    </Context>
  );
}

const control =
  "w-full rounded-control border bg-panel text-body text-ink aria-invalid:border-bad border-edge pointer-coarse:text-large";

function useField() {
  const field = useContext(Context);
  return field
    ? { id: field.id, "aria-describedby": field.describedBy, "aria-invalid": field.invalid || undefined }
    : {};
}

/**
 * A single-line text field. `mono` is for commits, URLs and checksums; `aside` is placed inside at the right.
 */
export function Input({
  mono = false,
  aside,
  className = "",
  ...props
}: ComponentProps<"input"> & { mono?: boolean; aside?: ReactNode }) {
  const field = useField();
  const input = (
    <input
      {...field}
      {...props}
      className={`h-8 px-2.5 pointer-coarse:h-11 ${control} ${mono ? "font-mono text-output" : ""} ${className}`}
    />
  );
  if (!aside) return input;
  return (
    <div className="relative">
      {input}
      <span className="pointer-events-none absolute inset-y-0 right-2.5 flex items-center text-meta text-ink-3">
        {aside}
      </span>
    </div>
  );
}

/** A multi-line text field. */
export function TextArea({
  mono = false,
  className = "",
  ...props
}: ComponentProps<"textarea"> & { mono?: boolean }) {
  const field = useField();
  return (
    <textarea
      rows={3}
      {...field}
      {...props}
      className={`px-2.5 py-1.5 ${control} ${mono ? "font-mono text-output" : ""} ${className}`}
    />
  );
}
