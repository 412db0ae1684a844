import type { Language } from "@/local-platform/engine/languages/language";
import { nodejs } from "@/local-platform/engine/languages/nodejs";
import { python } from "@/local-platform/engine/languages/python";

/** All languages, in order of detection. */
export const languages: Language[] = [nodejs, python];

/** The first language that recognizes the folder, or null. */
export async function detectLanguage(folder: string): Promise<Language | null> {
  for (const language of languages) {
    if (await language.detect(folder)) return language;
  }
  return null;
}
