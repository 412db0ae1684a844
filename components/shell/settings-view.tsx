"use client";

import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Radios } from "@/components/ui/choices";
import { PageHeader } from "@/components/ui/page-header";
import { themes, useTheme, useZoneChoice, zones } from "@/components/ui/preferences";
import { TabState } from "@/components/ui/tab-state";
import { useNow } from "@/components/ui/use-now";
import { formatTime } from "@/lib/format/format";
import { fullNameOf } from "@/lib/format/person-name";
import * as shellText from "@/lib/text/shell";
import { CallsLeft } from "./calls-left";
import type { Person } from "./person";

/** The preferences of this browser, the account, and the remaining hourly calls. */
export function SettingsView({ person, scope }: { person: Person; scope: string }) {
  const { theme, choose: chooseTheme } = useTheme();
  const { zone, choose: chooseZone } = useZoneChoice();
  return (
    <div className="mx-auto w-full max-w-300">
      <TabState title={shellText.settings} />
      <PageHeader
        title={shellText.settings}
        meta={<span className="text-body text-ink-2">{shellText.keptInThisBrowser}</span>}
      />
      <div className="mt-4 max-w-160">
        <Section title={shellText.appearance}>
          <Radios label={shellText.theme} value={theme} options={themes} onChange={chooseTheme} />
        </Section>
        <Section title={shellText.times}>
          <Radios label={shellText.shownIn} value={zone} options={zones} onChange={chooseZone} />
          <Example />
        </Section>
        <Section title={shellText.account}>
          <Fact name={shellText.signedInAs}>{fullNameOf(person)}</Fact>
          <Fact name={shellText.email}>{person.email}</Fact>
          <Fact name={shellText.granted}>
            <span className="font-mono text-meta font-normal">{scope || shellText.unknownScope}</span>
          </Fact>
          <Fact name={shellText.apiCallsLeftThisHour}>
            <CallsLeft />
          </Fact>
          <form method="post" action="/api/auth/signout" className="mt-4">
            <Button type="submit">{shellText.signOut}</Button>
          </form>
        </Section>
      </div>
    </div>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="border-b border-line py-5 last:border-b-0">
      <h2 className="mb-3 text-strong">{title}</h2>
      {children}
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <p className="flex min-h-7 flex-wrap items-center gap-x-4">
      <span className="w-44 shrink-0 text-meta text-ink-3">{name}</span>
      <span className="min-w-0 wrap-anywhere">{children}</span>
    </p>
  );
}

function Example() {
  const now = useNow();
  const { zone } = useZoneChoice();
  const text = now ? formatTime(new Date(now).toISOString(), zone === "utc" ? "utc" : "local") : "\u00a0";
  return <p className="mt-1 text-meta text-ink-3 tabular-nums">{text}</p>;
}
