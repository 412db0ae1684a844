import type { ReactNode } from "react";
import { UploadProvider } from "@/components/uploads/upload-provider";

/** A file or folder dropped anywhere on an app's pages is checked for that app. */
export default async function AppLayout({
  children,
  params,
}: {
  children: ReactNode;
  params: Promise<{ app: string }>;
}) {
  const { app } = await params;
  return <UploadProvider app={decodeURIComponent(app)}>{children}</UploadProvider>;
}
