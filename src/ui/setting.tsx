import { type Child, createContext, useContext } from 'hono/jsx';
import { en } from './words/en.ts';
import { vi } from './words/vi.ts';

export type Language = 'vi' | 'en';
export type State = 'ok' | 'near' | 'behind' | 'silent';

/** Anything that may stand between two tags. */
export type Slot = Child;

interface SettingValue {
  language: Language;
  /** The token that every form of this page carries. */
  csrf?: string | undefined;
}

const SettingContext = createContext<SettingValue>({ language: 'vi' });

/** Gives language and form token to everything inside. `Page` does so itself; a Turbo frame sent alone needs it. */
export function Setting(props: SettingValue & { children?: Slot }) {
  const { children, ...value } = props;
  return <SettingContext.Provider value={value}>{children}</SettingContext.Provider>;
}

export function useSetting(): SettingValue {
  return useContext(SettingContext);
}

export function useWords(): typeof vi {
  return wordsIn(useContext(SettingContext).language);
}

export function wordsIn(language: Language): typeof vi {
  return language === 'en' ? en : vi;
}

/** Joins class names, leaving out what does not apply. */
export function classes(...names: (string | false | undefined)[]): string {
  return names.filter(Boolean).join(' ');
}
