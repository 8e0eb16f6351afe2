/** Languages the interface speaks. Vietnamese first: it is the one every word exists in. */
export const languages = ['vi', 'en'] as const;
export type Language = (typeof languages)[number];

/** A short text in every language. */
export type Said = Record<Language, string>;

/**
 * The words of a domain: `words/vi.ts` as written, `words/en.ts` typed as `typeof vi`, so that a missing word does not compile.
 * @example const t = words(vi, en); t('vi').title
 */
export function words<W>(vi: W, en: W): (language: Language) => W {
  const all = { vi, en };
  return language => all[language];
}

export const isLanguage = (text: string | undefined): text is Language => languages.some(language => language === text);
