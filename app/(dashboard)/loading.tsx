import { Skeleton } from "@/components/ui/panel-states";

/** The outline of a page while it is read: title, then rows. */
export default function Loading() {
  return (
    <div className="mx-auto w-full max-w-300" aria-busy="true">
      <p className="sr-only" role="status">
        Loading
      </p>
      <div className="mt-1 flex h-8 items-center">
        <span className="h-5 w-40 rounded-full bg-hover" />
      </div>
      <div className="mt-16">
        <Skeleton rows={10} />
      </div>
    </div>
  );
}
