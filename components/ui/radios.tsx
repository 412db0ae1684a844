import { useId } from "react";

type RadiosProps = {
  label: string;
  value: string;
  options: { value: string; label: string; hint?: string }[];
  onChange: (value: string) => void;
};

/** A group of radio buttons, all visible. */
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
