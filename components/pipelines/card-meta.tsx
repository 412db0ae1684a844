"use client";

import { type DynoFact, dynoFacts } from "@/lib/apps/dyno-facts";
import { fullNameOf, whoOf } from "@/lib/format/who";
import type { ReviewApp } from "@/lib/schemas/review";
import { RunsSince } from "./runs-since";

const colors: Record<DynoFact["kind"], string> = {
  ok: "",
  live: "text-live",
  bad: "text-bad font-emphasis",
  warn: "text-warn",
  canceled: "",
  unknown: "",
};

/** "Dana · 3 h 12 m · web up 2/2": who released the running release, since when, and its dynos. */
export function CardMeta({ current, dynos }: Pick<ReviewApp, "current" | "dynos">) {
  if (!current) return <span>nothing released yet</span>;
  const facts = dynoFacts(dynos, [], current.version);
  return (
    <>
      <span title={fullNameOf(current.user)}>{whoOf(current.user)}</span>
      {" · "}
      <RunsSince at={current.created_at} />
      {" · "}
      {facts.length === 0 && "no dynos"}
      {facts.map((fact, index) => (
        <span key={fact.type} className={colors[fact.kind]}>
          {index > 0 && ", "}
          {fact.label}
        </span>
      ))}
    </>
  );
}
