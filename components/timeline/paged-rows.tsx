import type { UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Failed } from "@/components/ui/panel-states";
import * as common from "@/lib/text/common";

type Props = {
  what: "Builds" | "Releases";
  pages: UseInfiniteQueryResult<unknown>;
  loading?: ReactNode;
  /** Shown when the pages read so far have no rows; else null. */
  empty: ReactNode;
  /** The label of the button that reads the next page. */
  more: string;
  children: ReactNode;
};

/** A list read in pages: failed, loading and empty states, its rows, and the button for older ones. */
export function PagedRows({ what, pages, loading, empty, more, children }: Props) {
  return (
    <>
      {pages.isError && (
        <div className="mt-4">
          <Failed
            what={what}
            error={pages.error}
            onRetry={() => void pages.refetch()}
            knownAt={pages.dataUpdatedAt || null}
          />
        </div>
      )}
      {pages.isPending && loading}
      {empty}
      {children}
      {pages.hasNextPage && (
        <div className="pt-4">
          <Button busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            {pages.isFetchingNextPage ? common.reading : more}
          </Button>
        </div>
      )}
    </>
  );
}
