/**
 * Folds text so that Vietnamese compares with or without accents and in any case: "Khắc phục SỰ CỐ" becomes
 * "khac phuc su co". Everything that is neither letter nor digit becomes one blank, so that phrases match whole words.
 */
export function foldText(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
