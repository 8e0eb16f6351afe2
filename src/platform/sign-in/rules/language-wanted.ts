import { isLanguage, type Language } from '../../words.ts';

/** The first language of a browser's list that we speak; Vietnamese where it names none. "en-GB,vi;q=0.8" → en. */
export function languageWanted(acceptLanguage: string | undefined): Language {
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map(part => {
      const [tag = '', ...rest] = part.trim().split(';');
      const weight = rest.map(one => /^\s*q=([\d.]+)/.exec(one)?.[1]).find(Boolean);
      return { language: tag.split('-')[0]?.toLowerCase() ?? '', weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(one => one.weight > 0)
    .sort((one, other) => other.weight - one.weight);
  return wanted.map(one => one.language).find(isLanguage) ?? 'vi';
}
