import Link from "next/link";
import { Logo } from "@/components/ui/logo";
import { paths } from "@/lib/paths";
import * as text from "@/lib/text/shell";

/** Logo and name, linked to the start page. */
export function Brand() {
  return (
    <Link
      href={paths.apps()}
      className="mt-3 mb-[9px] flex h-8 w-fit items-center gap-2 rounded-control px-2 text-strong font-semibold folded:w-full folded:justify-center folded:px-0"
    >
      <Logo />
      <span className="folded:sr-only">{text.slipway}</span>
    </Link>
  );
}
