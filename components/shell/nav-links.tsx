import { GitBranch, Layers, Monitor } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { Logo } from "@/components/ui/logo";
import { paths } from "@/lib/paths";
import * as common from "@/lib/text/common";
import * as text from "@/lib/text/shell";

const places = [
  { href: paths.apps(), label: common.apps, Icon: Layers, owns: /^\/(apps(\/|$)|$)/ },
  {
    href: paths.pipelines(),
    label: common.pipelines,
    Icon: GitBranch,
    owns: /^\/(pipelines|promotions)(\/|$)/,
  },
  { href: paths.screens(), label: common.screens, Icon: Monitor, owns: /^\/screens(\/|$)/ },
];

/** Links to the main pages of the dashboard. */
export function NavLinks({ onNavigate }: { onNavigate?: () => void }) {
  const pathname = usePathname() ?? "";
  return (
    <nav aria-label={text.mainNavigation} className="flex flex-col gap-px">
      {places.map(({ href, label, Icon, owns }) => {
        const here = owns.test(pathname);
        return (
          <Link
            key={href}
            href={href}
            onClick={onNavigate}
            aria-current={here ? "page" : undefined}
            title={label}
            className={`flex h-8 items-center gap-2 rounded-control px-2 folded:justify-center folded:px-0 transition-colors duration-fast pointer-coarse:h-11 ${here ? "bg-selected text-strong text-ink" : "text-body text-ink-2 hover:bg-hover"}`}
          >
            <Icon aria-hidden="true" size={16} strokeWidth={1.5} className="shrink-0" />
            <span className="folded:sr-only">{label}</span>
          </Link>
        );
      })}
    </nav>
  );
}

/** Logo and name, linked to the start page. */
export function Brand() {
  return (
    <Link
      href={paths.apps()}
      className="mt-3 mb-[9px] flex h-8 w-fit items-center gap-2 rounded-control px-2 text-strong font-semibold folded:w-full folded:justify-center folded:px-0"
    >
      <Logo />
      <span className="folded:sr-only">{common.slipway}</span>
    </Link>
  );
}
