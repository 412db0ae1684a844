import { useCallback, useEffect, useState } from "react";
import { readConfigVar } from "@/lib/client/config-vars";

const SHOWN_MS = 30_000;

/** Reads a value on demand and drops it after 30 s, when the window loses focus, or by `hide`. */
export function useRevealed(app: string, name: string) {
  const [value, setValue] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);

  const hide = useCallback(() => setValue(null), []);
  useEffect(() => {
    if (value === null) return;
    const timer = setTimeout(hide, SHOWN_MS);
    addEventListener("blur", hide);
    return () => {
      clearTimeout(timer);
      removeEventListener("blur", hide);
    };
  }, [value, hide]);

  /** Returns the value, or null if it could not be read (`error` is then set). The value is not cached. */
  const read = useCallback(async (): Promise<string | null> => {
    setBusy(true);
    setError(null);
    try {
      return (await readConfigVar(app, name)).value;
    } catch (failure) {
      setError(failure);
      return null;
    } finally {
      setBusy(false);
    }
  }, [app, name]);
  const show = useCallback(() => read().then(setValue), [read]);
  return { value, error, busy, read, show, hide };
}
