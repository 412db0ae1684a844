import { Copy, Eye, EyeOff, Pencil, Trash2 } from "lucide-react";
import { type ReactNode, useCallback, useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { copyText } from "@/components/ui/copy";
import { describeFailure } from "@/components/ui/describe-failure";
import { SignInLink } from "@/components/ui/sign-in-link";
import { Glyph } from "@/components/ui/state";
import { useToast } from "@/components/ui/toast";
import { Tooltip } from "@/components/ui/tooltip";
import { readConfigVar } from "@/lib/client/config-vars";
import * as text from "@/lib/text/config";
import type { Change } from "./change";

/** One config var: its name, its value on demand, and its actions. */
export function ConfigRow({
  app,
  name,
  onChange,
}: {
  app: string;
  name: string;
  onChange: (change: Change) => void;
}) {
  const { value, error, busy, read, show, hide } = useRevealed(app, name);
  const toast = useToast();
  const copy = async () => {
    const current = await read();
    if (current === null) return;
    const copied = await copyText(current).catch(() => false);
    toast(
      copied ? { kind: "ok", title: text.copiedValueOf(name) } : { kind: "bad", title: text.notCopied(name) },
    );
  };
  return (
    <li
      className="grid min-h-10 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 border-b border-line py-1 sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)_auto]"
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) hide();
      }}
    >
      <span className="min-w-0 truncate font-mono text-output text-ink" title={name}>
        {name}
      </span>
      <span className="col-span-2 row-start-2 min-w-0 font-mono text-output text-ink-2 sm:col-span-1 sm:row-start-auto">
        {value === null ? (
          <span className="text-ink-3 select-none">
            <span className="sr-only">{text.hidden}</span>
            <span aria-hidden="true">••••••••</span>
          </span>
        ) : (
          <span className="block max-h-40 overflow-auto wrap-anywhere whitespace-pre-wrap">
            {value || <span className="text-ink-3">{text.empty}</span>}
          </span>
        )}
      </span>
      <span className="col-start-2 row-start-1 flex sm:col-start-auto sm:row-start-auto">
        <IconButton
          label={value === null ? text.show(name) : text.hide(name)}
          disabled={busy}
          onClick={() => (value === null ? void show() : hide())}
        >
          {value === null ? <Eye {...icon} /> : <EyeOff {...icon} />}
        </IconButton>
        <IconButton label={text.copyValueOf(name)} disabled={busy} onClick={() => void copy()}>
          <Copy {...icon} />
        </IconButton>
        <IconButton
          label={text.openEdit(name)}
          disabled={busy}
          onClick={() =>
            void read().then(
              (current) => current !== null && onChange({ kind: "edit", name, value: current }),
            )
          }
        >
          <Pencil {...icon} />
        </IconButton>
        <IconButton label={text.openUnset(name)} onClick={() => onChange({ kind: "unset", name })}>
          <Trash2 {...icon} />
        </IconButton>
      </span>
      {error !== null && (
        <p role="alert" className="col-span-full flex flex-wrap items-center gap-1.5 pb-1 text-meta text-bad">
          <Glyph kind="bad" />
          <span className="min-w-0 wrap-anywhere">
            {text.valueNotRead(name)} {describeFailure(error).message}
          </span>
          <SignInLink error={error} />
        </p>
      )}
    </li>
  );
}

const icon = { "aria-hidden": true, size: 15, strokeWidth: 1.5 };

function IconButton({
  label,
  disabled = false,
  onClick,
  children,
}: {
  label: string;
  disabled?: boolean;
  onClick: () => void;
  children: ReactNode;
}) {
  return (
    <Tooltip content={label}>
      <Button
        variant="ghost"
        aria-label={label}
        aria-disabled={disabled || undefined}
        onClick={() => {
          if (!disabled) onClick();
        }}
        className="w-8 px-0! text-ink-2 pointer-coarse:w-11"
      >
        {children}
      </Button>
    </Tooltip>
  );
}

const SHOWN_MS = 30_000;

/** Reads a value on demand and drops it after 30 s, when the window loses focus, or by `hide`. */
function useRevealed(app: string, name: string) {
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
