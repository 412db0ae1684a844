"use client";

import Link from "next/link";
import type { ComponentProps } from "react";
import { type ReactNode, useEffect, useRef } from "react";
import { type ButtonStyle, buttonClass } from "./button-style";
import { usePageAge } from "./page-age";

type ButtonProps = ComponentProps<"button"> &
  ButtonStyle & {
    busy?: boolean;
    /** true if it starts a change of an app, which is disabled on old data. Defaults to true for filled buttons. */
    acts?: boolean;
  };

/**
 * A button; a label ending in "…" opens something. Clicks within 600 ms after a change of the label are ignored,
 * because they were aimed at the old one.
 */
export function Button({
  variant,
  size,
  busy = false,
  acts,
  className = "",
  onClick,
  ...props
}: ButtonProps) {
  const { old } = usePageAge();
  const off = old && (acts ?? isFilled(variant));
  const settled = useSettled(props.children);
  return (
    <button
      type="button"
      {...props}
      aria-busy={busy || undefined}
      disabled={props.disabled || busy || off}
      className={`${buttonClass({ variant, size })} ${className}`}
      onClick={(event) => {
        if (settled()) onClick?.(event);
        else event.preventDefault();
      }}
    />
  );
}

function isFilled(variant: ButtonStyle["variant"]): boolean {
  return variant === "ink" || variant === "danger";
}

type LinkButtonProps = Omit<ComponentProps<typeof Link>, "href"> &
  ButtonStyle & { href: string; external?: boolean; acts?: boolean };

/** A link styled as a button; `external` opens another tab; `acts` disables it on old data. */
export function LinkButton({
  variant,
  size,
  external = false,
  acts = false,
  className = "",
  ...props
}: LinkButtonProps) {
  const classes = `${buttonClass({ variant, size })} ${className}`;
  const { old } = usePageAge();
  if (old && acts) {
    return (
      <button type="button" disabled className={classes}>
        {props.children}
      </button>
    );
  }
  if (external) {
    const { href, children, id, title } = props;
    return (
      <a href={href} id={id} title={title} target="_blank" rel="noreferrer" className={classes}>
        {children}
      </a>
    );
  }
  return <Link {...props} className={classes} />;
}

const SETTLE_MS = 600;

/** Returns a function that returns true if the label has not changed for 600 ms: the click was aimed at it. */
export function useSettled(label: ReactNode): () => boolean {
  const text = typeof label === "string" ? label : null;
  const changedAt = useRef(Number.NEGATIVE_INFINITY);
  const last = useRef(text);
  useEffect(() => {
    if (last.current === text) return;
    last.current = text;
    changedAt.current = performance.now();
  }, [text]);
  return () => performance.now() - changedAt.current >= SETTLE_MS;
}
