import { type FormEvent, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Radios } from "@/components/ui/choices";
import { Field, Input } from "@/components/ui/field";
import { SignInLink } from "@/components/ui/sign-in-link";
import { ApiFailure } from "@/lib/client/api";
import { pairScreen } from "@/lib/client/screens";
import type { Screen } from "@/lib/schemas/screen";
import * as common from "@/lib/text/common";
import * as screenText from "@/lib/text/screen";
import { GrantFields, ownGrant, tokenOf, useGrant } from "./grant-fields";
import { choiceOf, emptyLayout, ShowFields } from "./show-fields";

type Props = { code: string; byKey: boolean; screens: Screen[]; onDone: () => void };

const NEW = "new";

/** The code, then the name and content of the screen or the screen it replaces, then its access. */
export function PairForm({ code: given, byKey, screens, onDone }: Props) {
  const [code, setCode] = useState(given);
  const [choice, setChoice] = useState(NEW);
  const [name, setName] = useState("");
  const [layout, setLayout] = useState(emptyLayout);
  const [grant, setGrant] = useState(ownGrant);
  const [missing, setMissing] = useState<string | null>(null);
  const { send, error, busy } = useGrant(pairScreen, onDone);
  const replaced = screens.find(({ id }) => id === choice);
  const needsGrant = !replaced || replaced.state === "no grant";
  const codeField = useRef<HTMLInputElement>(null);
  const wrongCode = error instanceof ApiFailure && error.id === "wrong_code" ? error.message : null;
  // Focused because the error appears far above the button.
  useEffect(() => {
    if (wrongCode) codeField.current?.focus();
  }, [wrongCode]);
  const taken = screens.some(({ name: other }) => other === name.trim());
  function submit(event: FormEvent) {
    event.preventDefault();
    const show = choiceOf(layout);
    if (!code.trim()) return setMissing(screenText.typeTheCode);
    if (!replaced && !name.trim()) return setMissing(screenText.giveItAName);
    if (!replaced && !show) return setMissing(screenText.chooseWhatItShows);
    setMissing(null);
    const token = needsGrant ? tokenOf(grant) : {};
    if (replaced) send({ code, replaces: replaced.id, ...token });
    else if (show) {
      const { names, errors } = layout;
      send({ code, name: name.trim(), show, names, errors, ...token });
    }
  }
  const needsConsent = needsGrant && grant.from === "account" && !byKey;
  return (
    <form noValidate autoComplete="off" className="flex flex-col gap-5" onSubmit={submit}>
      <Field label={screenText.codeLabel} hint={screenText.codeHint} error={wrongCode}>
        <Input
          ref={codeField}
          mono
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={12}
          placeholder={screenText.codeExample}
          value={code}
          className="h-12! text-title! tracking-widest uppercase placeholder:text-ink-3/50"
          onChange={(event) => setCode(event.target.value)}
        />
      </Field>
      {screens.length > 0 && (
        <Radios
          label={screenText.screenIs}
          value={choice}
          options={[
            { value: NEW, label: screenText.aNewScreen },
            ...screens.map(({ id, name: known, state }) => ({
              value: id,
              label: screenText.inPlaceOf(known),
              ...(state === "live" ? { hint: screenText.liveElsewhere } : {}),
            })),
          ]}
          onChange={setChoice}
        />
      )}
      {!replaced && (
        <>
          <Field
            label={common.nameLabel}
            hint={taken ? screenText.nameIsTaken(name.trim()) : screenText.nameHint}
          >
            <Input
              maxLength={40}
              placeholder={screenText.nameExample}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          </Field>
          <ShowFields value={layout} onChange={setLayout} />
        </>
      )}
      {needsGrant && <GrantFields byKey={byKey} value={grant} onChange={setGrant} />}
      <div className="flex flex-col gap-3">
        {(missing ?? (!wrongCode && error?.message)) && (
          <p role="alert" className="text-meta text-bad">
            {missing ?? error?.message}
          </p>
        )}
        <SignInLink error={error} />
        <Button type="submit" variant="ink" size="lg" busy={busy} className="w-full">
          <span className="min-w-0 truncate">
            {labelOf(replaced?.name ?? name.trim(), replaced !== undefined)}
            {needsConsent && "…"}
          </span>
        </Button>
        <p className="text-meta text-ink-3">
          {needsConsent ? screenText.pairingConsent : screenText.changedSoon}
        </p>
      </div>
    </form>
  );
}

function labelOf(name: string, replaces: boolean): string {
  if (replaces) return screenText.showOnIt(name);
  return name ? screenText.pairScreen(name) : screenText.pairTheScreen;
}
