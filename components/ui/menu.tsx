import { Check } from "lucide-react";
import Link from "next/link";
import { DropdownMenu } from "radix-ui";
import type { ReactElement, ReactNode } from "react";

/** A menu below `trigger`, which is a single button element. */
export function Menu({
  trigger,
  label,
  align = "end",
  side = "bottom",
  onCloseAutoFocus,
  children,
}: {
  trigger: ReactElement;
  label?: string;
  align?: "start" | "end";
  side?: "top" | "bottom";
  /** Call `preventDefault` to keep the focus from returning to the trigger. */
  onCloseAutoFocus?: (event: Event) => void;
  children: ReactNode;
}) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          aria-label={label}
          align={align}
          side={side}
          sideOffset={6}
          collisionPadding={8}
          {...(onCloseAutoFocus ? { onCloseAutoFocus } : {})}
          className="z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-52 overflow-y-auto rounded-panel border border-line bg-panel p-1 shadow-float"
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

const row =
  "flex h-8 w-full items-center gap-2 rounded-control px-2 text-body text-ink outline-none select-none data-disabled:text-ink-3 data-highlighted:bg-hover pointer-coarse:h-11";

type MenuItemProps = {
  children: ReactNode;
  icon?: ReactNode;
  shortcut?: string;
  disabled?: boolean;
  danger?: boolean;
} & (
  | { onSelect: (event: Event) => void; href?: never }
  | { href: string; external?: boolean; onSelect?: never }
);

/** A menu item that acts (`onSelect`) or navigates (`href`). */
export function MenuItem({
  children,
  icon,
  shortcut,
  disabled = false,
  danger = false,
  ...does
}: MenuItemProps) {
  const classes = `${row} ${danger ? "text-bad" : ""}`;
  const inside = (
    <>
      {icon && <span className="flex size-4 items-center justify-center text-ink-2">{icon}</span>}
      <span className="min-w-0 flex-1 truncate text-left">{children}</span>
      {shortcut && <kbd className="font-sans text-meta text-ink-3">{shortcut}</kbd>}
    </>
  );
  if (does.href !== undefined) {
    const external = does.external ? { target: "_blank", rel: "noreferrer" } : {};
    return (
      <DropdownMenu.Item asChild disabled={disabled}>
        <Link href={does.href} className={classes} {...external}>
          {inside}
        </Link>
      </DropdownMenu.Item>
    );
  }
  return (
    <DropdownMenu.Item disabled={disabled} onSelect={does.onSelect} className={classes}>
      {inside}
    </DropdownMenu.Item>
  );
}

/** A radio item; choosing it keeps the menu open, so that the effect is visible. */
export function MenuChoice({
  value,
  options,
  onChange,
}: {
  value: string;
  options: { value: string; label: string }[];
  onChange: (value: string) => void;
}) {
  return (
    <DropdownMenu.RadioGroup value={value} onValueChange={onChange}>
      {options.map((option) => (
        <DropdownMenu.RadioItem
          key={option.value}
          value={option.value}
          className={row}
          onSelect={(event) => event.preventDefault()}
        >
          <span className="flex size-4 items-center justify-center">
            <DropdownMenu.ItemIndicator>
              <Check aria-hidden="true" size={14} strokeWidth={2} />
            </DropdownMenu.ItemIndicator>
          </span>
          {option.label}
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  );
}

export function MenuHeading({ children }: { children: ReactNode }) {
  return <DropdownMenu.Label className="px-2 pt-2 pb-1 text-meta text-ink-3">{children}</DropdownMenu.Label>;
}

export function MenuLine() {
  return <DropdownMenu.Separator className="my-1 h-px bg-line" />;
}
