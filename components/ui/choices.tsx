import { Lock } from "lucide-react";
import { type ComponentProps, type ReactNode, useId } from "react";

type RadiosProps = {
  label: string;
  value: string;
  options: { value: string; label: string; hint?: string }[];
  onChange: (value: string) => void;
};

/** A group of radio buttons. */
export function Radios({ label, value, options, onChange }: RadiosProps) {
  const name = useId();
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1.5 text-meta font-emphasis text-ink-2">{label}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          htmlFor={`${name}-${option.value}`}
          className="flex min-h-8 items-center gap-2 pointer-coarse:min-h-11"
        >
          <input
            type="radio"
            id={`${name}-${option.value}`}
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            className="size-4 appearance-none rounded-full border border-edge bg-panel checked:border-[5px] checked:border-primary forced-colors:appearance-auto"
          />
          <span>{option.label}</span>
          {option.hint && <span className="text-meta text-ink-3">{option.hint}</span>}
        </label>
      ))}
    </fieldset>
  );
}

type CheckboxProps = Omit<ComponentProps<"input">, "type" | "onChange"> & {
  onCheckedChange?: (checked: boolean) => void;
  /** Drawn with a dashed border and a lock while unchecked. */
  locked?: boolean;
  children?: ReactNode;
};

/** A checkbox. `children` is its label; without it, `aria-label` is required. */
export function Checkbox({
  onCheckedChange,
  locked = false,
  children,
  className = "",
  ...props
}: CheckboxProps) {
  const id = useId();
  const box = (
    <span className="relative inline-flex size-4 shrink-0">
      <input
        id={id}
        {...props}
        type="checkbox"
        className={`peer size-4 appearance-none rounded-[4px] border border-edge bg-panel ${locked ? "not-checked:border-dashed" : ""} checked:border-transparent checked:bg-primary disabled:border-line disabled:bg-hover forced-colors:appearance-auto`}
        onChange={(event) => onCheckedChange?.(event.target.checked)}
      />
      <svg
        aria-hidden="true"
        viewBox="0 0 16 16"
        fill="none"
        stroke="currentColor"
        strokeWidth={2.25}
        className="pointer-events-none absolute inset-0 hidden text-on-primary peer-checked:block forced-colors:hidden"
      >
        <path d="M3.75 8.25 6.75 11.25 12.25 5" />
      </svg>
      {locked && (
        <Lock
          aria-hidden="true"
          size={10}
          strokeWidth={2}
          className="pointer-events-none absolute inset-[3px] text-ink-2 peer-checked:hidden forced-colors:hidden"
        />
      )}
    </span>
  );
  if (!children) return box;
  return (
    <label
      htmlFor={props.id ?? id}
      className={`inline-flex items-center gap-2 pointer-coarse:min-h-11 ${className}`}
    >
      {box}
      <span className="min-w-0">{children}</span>
    </label>
  );
}
