import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { z } from "zod";
import { Radios } from "@/components/ui/choices";
import { Field, Input } from "@/components/ui/field";
import { screensQuery } from "@/lib/client/screens";
import type { ScreenPairing } from "@/lib/schemas/screen";
import * as text from "@/lib/text/screen";

type GrantChoice = { from: "account" | "token"; token: string };
export const ownGrant: GrantChoice = { from: "account", token: "" };

type Props = { byKey: boolean; value: GrantChoice; onChange: (value: GrantChoice) => void };

/** Selects a screen's access: a grant of this account or a read-only token. */
export function GrantFields({ byKey, value, onChange }: Props) {
  return (
    <>
      <Radios
        label={text.itReadsWith}
        value={value.from}
        options={[
          byKey
            ? { value: "account", label: text.keyName, hint: text.keyHint }
            : { value: "account", label: text.myAccount, hint: text.myAccountHint },
          { value: "token", label: text.aReadOnlyToken },
        ]}
        onChange={(from) => onChange({ ...value, from: from === "token" ? "token" : "account" })}
      />
      {value.from === "token" && (
        <Field
          label={text.tokenLabel}
          hint={
            <>
              {text.tokenMadeWith} <code className="font-mono">{text.tokenCommand}</code>
              {text.tokenIsKept}
            </>
          }
        >
          <Input
            mono
            type="password"
            autoComplete="off"
            value={value.token}
            onChange={(event) => onChange({ ...value, token: event.target.value })}
          />
        </Field>
      )}
    </>
  );
}

/** Returns the request fields of a choice. */
export function tokenOf({ from, token }: GrantChoice): { token?: string } {
  return from === "token" ? { token: token.trim() } : {};
}

/**
 * Sends a request that gives a screen its grant. If Heroku has to authorize it first, the browser goes there and
 * returns to the page of screens; else `onDone` is called with the screen's id.
 */
export function useGrant<T>(
  send: (body: T) => Promise<z.infer<typeof ScreenPairing>>,
  onDone: (id: string) => void,
) {
  const queries = useQueryClient();
  const [leaving, setLeaving] = useState(false);
  const mutation = useMutation({
    mutationFn: send,
    onSuccess: async ({ screen, consent_url }) => {
      if (consent_url) {
        setLeaving(true);
        location.assign(consent_url);
        return;
      }
      await queries.invalidateQueries({ queryKey: screensQuery().queryKey });
      if (screen) onDone(screen.id);
    },
  });
  return { send: mutation.mutate, error: mutation.error, busy: mutation.isPending || leaving };
}
