/** 36 px: the team's name; the first also names the bars' column. */
export function GroupHead({ name, first }: { name: string; first: boolean }) {
  return (
    <li className="flex h-9 flex-col justify-end border-b border-line pb-[3px]">
      <div className="flex items-baseline gap-3">
        <h2 className="text-strong">{name}</h2>
        {first && (
          <span className="ml-auto hidden w-[150px] text-meta text-ink-3 lg:block">last 20 builds</span>
        )}
      </div>
    </li>
  );
}
