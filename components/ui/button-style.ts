export type ButtonStyle = { variant?: "ink" | "outline" | "ghost" | "danger"; size?: "sm" | "md" | "lg" };

const variants = {
  ink: "border-transparent bg-primary text-on-primary hover:bg-primary-hover",
  outline: "border-edge bg-panel text-ink hover:bg-hover",
  ghost: "border-transparent text-ink hover:bg-hover",
  danger: "border-transparent bg-danger text-on-danger hover:bg-danger-hover",
};

const sizes = {
  sm: "h-7 px-2.5 pointer-coarse:h-11",
  md: "h-8 px-3 pointer-coarse:h-11",
  lg: "h-10 px-4 pointer-coarse:h-12",
};

/** Returns the classes of a button: grey fill for disabled, outline for opening something, ink for acting. */
export function buttonClass({ variant = "outline", size = "md" }: ButtonStyle): string {
  return [
    "inline-flex shrink-0 items-center justify-center gap-1.5 rounded-control border text-strong whitespace-nowrap select-none",
    "transition-colors duration-fast disabled:border-transparent disabled:bg-line disabled:text-ink-3",
    variants[variant],
    sizes[size],
  ].join(" ");
}

/** Returns the classes of a filter chip; an active one is filled. */
export function chipClass(on: boolean): string {
  return [
    "inline-flex h-7 shrink-0 items-center gap-1 rounded-full border px-3 text-meta select-none",
    "transition-colors duration-fast pointer-coarse:h-9",
    on ? "border-ink bg-selected text-ink" : "border-line bg-panel text-ink-2 hover:bg-hover",
  ].join(" ");
}
