import * as Radix from "radix-ui";
import type { ReactElement, ReactNode } from "react";

/**
 * Additional text for the element under the pointer or with the focus. `children` is one element that accepts a ref.
 */
export function Tooltip({
  content,
  children,
  side = "top",
}: {
  content: ReactNode;
  children: ReactElement;
  side?: "top" | "bottom" | "left" | "right";
}) {
  return (
    <Radix.Tooltip.Root>
      <Radix.Tooltip.Trigger asChild>{children}</Radix.Tooltip.Trigger>
      <Radix.Tooltip.Portal>
        <Radix.Tooltip.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 max-w-80 rounded-control border border-line bg-panel px-2 py-1 text-meta text-ink shadow-float"
        >
          {content}
        </Radix.Tooltip.Content>
      </Radix.Tooltip.Portal>
    </Radix.Tooltip.Root>
  );
}
