"use client";

import { useCallback, useRef, useState } from "react";

/** The bar above an output and its field: always shown, or on request in a small output. */
export function useBar(small: boolean, full: boolean) {
  const [opened, setOpened] = useState(false);
  const field = useRef<HTMLInputElement | null>(null);
  const wanted = useRef(false);
  return {
    shown: !small || full || opened,
    field,
    /** The field's ref callback; it focuses the field if `open` was called before it was mounted. */
    attach: useCallback((input: HTMLInputElement | null) => {
      field.current = input;
      if (input && wanted.current) input.focus();
      wanted.current = false;
    }, []),
    /** Shows the bar and focuses its field. */
    open: () => {
      wanted.current = field.current === null;
      setOpened(true);
      field.current?.focus();
      field.current?.select();
    },
    /** Null if the bar is always shown. */
    close: small && !full ? () => setOpened(false) : null,
  };
}
