"use client";

import { useCallback, useRef, useState } from "react";

/** The bar above an output and its field: always shown, or in a small output when somebody asks for it. */
export function useBar(small: boolean, full: boolean) {
  const [asked, setAsked] = useState(false);
  const field = useRef<HTMLInputElement | null>(null);
  const wanted = useRef(false);
  return {
    shown: !small || full || asked,
    field,
    /** For the field: it may come later than it is asked for. */
    attach: useCallback((input: HTMLInputElement | null) => {
      field.current = input;
      if (input && wanted.current) input.focus();
      wanted.current = false;
    }, []),
    /** Shows the bar and puts the cursor into its field. */
    open: () => {
      wanted.current = field.current === null;
      setAsked(true);
      field.current?.focus();
      field.current?.select();
    },
    /** Null where the bar always stays. */
    close: small && !full ? () => setAsked(false) : null,
  };
}
