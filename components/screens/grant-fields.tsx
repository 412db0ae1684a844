import { Radios } from "@/components/ui/choices";
import { Field, Input } from "@/components/ui/field";
import * as text from "@/lib/text/screen";

export type GrantChoice = { from: "account" | "token"; token: string };
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
