import { useState } from "react";
import { Button } from "@/components/ui/button";
import { SignInLink } from "@/components/ui/sign-in-link";
import { backScreen } from "@/lib/client/screens";
import * as text from "@/lib/text/screen";
import { GrantFields, ownGrant, tokenOf, useGrant } from "./grant-fields";

type Props = {
  screen: { id: string; name: string };
  /** The secret of the handover link that opened this page, if any. */
  link: string | null;
  byKey: boolean;
  onDone: (id: string) => void;
};

/** A form that gives a screen a grant of this user. */
export function BackForm({ screen, link, byKey, onDone }: Props) {
  const [grant, setGrant] = useState(ownGrant);
  const { send, error, busy } = useGrant(
    () => backScreen(screen.id, { ...tokenOf(grant), ...(link && { link }) }),
    onDone,
  );
  const needsConsent = grant.from === "account" && !byKey;
  return (
    <form
      noValidate
      autoComplete="off"
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        send(undefined);
      }}
    >
      <GrantFields byKey={byKey} value={grant} onChange={setGrant} />
      {error && (
        <p role="alert" className="text-meta text-bad">
          {error.message}
        </p>
      )}
      <SignInLink error={error} />
      <Button type="submit" variant="ink" size="lg" busy={busy} className="w-full">
        <span className="min-w-0 truncate">
          {text.back(screen.name)}
          {needsConsent && "…"}
        </span>
      </Button>
    </form>
  );
}
