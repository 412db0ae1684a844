import { type ReactNode, useId } from "react";

type ChoiceProps = {
  name: string;
  checked: boolean;
  disabled?: boolean;
  onChoose: () => void;
  /** Announced as the radio's name; the other children are its description. */
  title: ReactNode;
  children?: ReactNode;
  className?: string;
};

/** A radio button with a title and a line below it; the whole area can be pressed. */
export function Choice({
  name,
  checked,
  disabled = false,
  onChoose,
  title,
  children,
  className = "",
}: ChoiceProps) {
  const id = useId();
  return (
    <label
      htmlFor={id}
      className={`flex items-start gap-3 px-4 ${disabled ? "text-ink-3" : "hover:bg-hover"} ${className}`}
    >
      <input
        type="radio"
        id={id}
        name={name}
        checked={checked}
        disabled={disabled}
        onChange={onChoose}
        aria-labelledby={`${id}-title`}
        aria-describedby={children ? `${id}-more` : undefined}
        className="mt-0.5 size-4 shrink-0 appearance-none rounded-full border border-edge bg-panel checked:border-[5px] checked:border-primary disabled:border-line disabled:bg-hover forced-colors:appearance-auto"
      />
      <span className="flex min-w-0 flex-1 flex-col">
        <span id={`${id}-title`} className="min-w-0">
          {title}
        </span>
        {children && (
          <span id={`${id}-more`} className="min-w-0">
            {children}
          </span>
        )}
      </span>
    </label>
  );
}
