"use client";

import Link from "next/link";
import type { ComponentProps } from "react";
import { type ButtonLook, buttonClass } from "./button-look";
import { useSettled } from "./use-settled";

type ButtonProps = ComponentProps<"button"> & ButtonLook & { busy?: boolean };

/**
 * A label ending in "…" opens something; without it the button acts. Clicks within 600 ms after the
 * label changed are ignored: they were meant for the old one.
 */
export function Button({ variant, size, busy = false, className = "", onClick, ...props }: ButtonProps) {
  const settled = useSettled(props.children);
  return (
    <button
      type="button"
      {...props}
      aria-busy={busy || undefined}
      disabled={props.disabled || busy}
      className={`${buttonClass({ variant, size })} ${className}`}
      onClick={(event) => {
        if (settled()) onClick?.(event);
        else event.preventDefault();
      }}
    />
  );
}

type LinkButtonProps = Omit<ComponentProps<typeof Link>, "href"> &
  ButtonLook & { href: string; external?: boolean };

/** A link that looks like a button; `external` opens another tab. */
export function LinkButton({ variant, size, external = false, className = "", ...props }: LinkButtonProps) {
  const look = `${buttonClass({ variant, size })} ${className}`;
  if (external) {
    const { href, children, id, title } = props;
    return (
      <a href={href} id={id} title={title} target="_blank" rel="noreferrer" className={look}>
        {children}
      </a>
    );
  }
  return <Link {...props} className={look} />;
}
