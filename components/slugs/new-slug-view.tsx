"use client";

export function NewSlugView({ app }: { app: string }) {
  return <p>{app}</p>;
}
