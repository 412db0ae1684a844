import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import { connection } from "next/server";
import type { ReactNode } from "react";
import "./globals.css";
import { env } from "@/lib/server/env";
import { whatSlipwayDoes } from "@/lib/text/page";
import { Providers } from "./providers/providers";
import { startScript } from "./providers/start-script";

export const metadata: Metadata = {
  description: whatSlipwayDoes,
  robots: { index: false, follow: false },
};

export const viewport: Viewport = { colorScheme: "light dark", width: "device-width", initialScale: 1 };

/** The document. Rendered per request, because scripts need the nonce of the content policy. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  await connection();
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    // The script sets attributes here before React hydrates.
    <html lang="en" className={`${GeistSans.variable} ${GeistMono.variable}`} suppressHydrationWarning>
      <head>
        {/* Browsers hide a nonce from scripts, so it never equals the one in the server's HTML. */}
        <script nonce={nonce} suppressHydrationWarning>
          {startScript}
        </script>
      </head>
      <body className="font-sans">
        <Providers nonce={nonce} renderedAt={Date.now()} timeScale={env().timeScale}>
          {children}
        </Providers>
      </body>
    </html>
  );
}
