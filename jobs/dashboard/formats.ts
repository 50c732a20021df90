import { formatInstant, type Instant } from '../../src/domain/instant.ts';
import { type Currency, MINOR_DIGITS } from '../../src/domain/money.ts';
import type { Language } from './translate.ts';

const LOCALES: Readonly<Record<Language, string>> = { vi: 'vi-VN', en: 'en-GB' };

const UNITS: Readonly<Record<Language, { readonly s: string; readonly m: string; readonly h: string }>> = {
  vi: { s: 'giây', m: 'phút', h: 'giờ' },
  en: { s: 's', m: 'min', h: 'h' },
};

/** How pages write values in a language. */
export type Formats = {
  readonly count: (value: number | bigint) => string;
  /** `2026-11-26 09:30:05`, Vietnamese time, the same in both languages: nobody has to guess which is the month. */
  readonly moment: (instant: Instant) => string;
  /** Milliseconds in words: `3 min 20 s`. */
  readonly duration: (ms: number) => string;
  readonly bytes: (bytes: number) => string;
  /** An amount in the minor unit, as whole units with its decimals. */
  readonly amount: (minor: bigint, currency: Currency) => string;
  readonly percent: (share: number) => string;
};

/** The formats of a language. */
export function buildFormats(language: Language): Formats {
  const locale = LOCALES[language];
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const short = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  return {
    count: (value) => whole.format(value),
    moment: (instant) => formatInstant(instant).slice(0, 19).replace('T', ' '),
    duration: (ms) => formatDuration(ms, UNITS[language]),
    bytes: (bytes) => formatBytes(bytes, short),
    amount: (minor, currency) => formatAmount(minor, currency, locale, whole),
    percent: (share) => percent.format(share),
  };
}

function formatDuration(ms: number, unit: (typeof UNITS)[Language]): string {
  const seconds = Math.max(0, Math.ceil(ms / 1_000));
  if (seconds < 60) return `${seconds} ${unit.s}`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60)
    return seconds % 60 === 0 ? `${minutes} ${unit.m}` : `${minutes} ${unit.m} ${seconds % 60} ${unit.s}`;
  const rest = minutes % 60;
  return rest === 0
    ? `${Math.floor(minutes / 60)} ${unit.h}`
    : `${Math.floor(minutes / 60)} ${unit.h} ${rest} ${unit.m}`;
}

function formatBytes(bytes: number, short: Intl.NumberFormat): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const;
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  return `${short.format(bytes / 1_000 ** power)} ${units[power]}`;
}

/** Sums may have more digits than a number is exact to, so the decimals are cut off as text. */
function formatAmount(minor: bigint, currency: Currency, locale: string, whole: Intl.NumberFormat): string {
  const digits = MINOR_DIGITS[currency];
  const sign = minor < 0n ? '-' : '';
  const magnitude = minor < 0n ? -minor : minor;
  const scale = 10n ** BigInt(digits);
  const units = whole.format(magnitude / scale);
  if (digits === 0) return `${sign}${units}`;
  const comma = locale === 'vi-VN' ? ',' : '.';
  return `${sign}${units}${comma}${String(magnitude % scale).padStart(digits, '0')}`;
}
