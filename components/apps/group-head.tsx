/** 36 px: the team's name; the first also names the bars' column. */
export function GroupHead({ name, first }: { name: string; first: boolean }) {
  return (
    <li className="flex h-9 items-end gap-3 border-b border-line pb-1.5 not-first:mt-1">
      <h2 className="text-strong">{name}</h2>
      {first && <span className="ml-auto hidden w-37.5 text-meta text-ink-3 lg:block">last 20 builds</span>}
    </li>
  );
}
