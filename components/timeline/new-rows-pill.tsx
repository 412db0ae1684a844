/** "3 new": rows that arrived while the top of the list was out of view. */
export function NewRowsPill({ count, onShow }: { count: number; onShow: () => void }) {
  if (count === 0) return null;
  return (
    <div className="pointer-events-none sticky top-16 z-20 flex h-0 justify-center lg:top-4">
      <button
        type="button"
        onClick={onShow}
        className="pointer-events-auto h-8 rounded-full bg-live px-3 text-strong text-paper shadow-float"
      >
        {count} new
      </button>
    </div>
  );
}
