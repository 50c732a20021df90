import { TEXTS_EN } from './texts-en.ts';
import { TEXTS_VI } from './texts-vi.ts';

const LANGUAGES = ['vi', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

export type TextKey = keyof typeof TEXTS_VI;

/** Finds a text of the pages and puts values into it. */
export type Translate = (key: TextKey, ...values: readonly (string | number)[]) => string;

const TEXTS: Readonly<Record<Language, Readonly<Record<string, string>>>> = { vi: TEXTS_VI, en: TEXTS_EN };

/** The texts of one language. A key that is none throws: templates are not type-checked. */
export function translateTo(language: Language): Translate {
  const texts = TEXTS[language];
  return (key, ...values) => {
    const text = texts[key];
    if (text === undefined) throw new Error(`there is no text "${key}"`);
    return text.replace(/\{(\d)\}/g, (_, index: string) => String(values[Number(index)] ?? ''));
  };
}

/** The text of a key that is put together, such as `status-closed`; the value itself where there is none. */
export function translateValue(language: Language, prefix: string, value: string): string {
  return TEXTS[language][`${prefix}-${value}`] ?? value;
}

/** The language of that name; Vietnamese where it is none. */
export function parseLanguage(text: unknown): Language | undefined {
  return LANGUAGES.find((language) => language === text);
}
