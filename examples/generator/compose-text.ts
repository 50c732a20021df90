import { type Instant, splitIntoDay, toCalendarDate } from '../../src/domain/instant.ts';
import type { SeededRandom } from '../../src/domain/seeded-random.ts';
import { inventPersonName } from './build-customers.ts';
import type { ProductWords } from './vocabulary/products.ts';
import { ABBREVIATIONS, type Tone } from './vocabulary/tones.ts';

/** What a text is about. `texts` are "subject | description" with words in braces to fill in. */
export type TextRequest = {
  readonly texts: readonly string[];
  readonly tone: Tone;
  readonly product: ProductWords;
  readonly place: string;
  readonly receivedAt: Instant;
};

/** Writes the subject and the description of a request in the tone of its channel. */
export function composeText(
  random: SeededRandom,
  request: TextRequest,
): { readonly subject: string; readonly description: string } {
  const { tone } = request;
  const [subject = '', body = ''] = random.pick(request.texts).split(' | ');
  const parts = [random.pick(tone.openers), body, random.pick(tone.closers)].filter((part) => part !== '');
  const words = chooseWords(random, request);
  const spell = chooseSpelling(random, tone);
  const finish = (template: string): string => spell(capitalise(fill(template, words)));
  return { subject: finish(subject), description: parts.map(finish).join(' ') };
}

function chooseWords(random: SeededRandom, request: TextRequest): Readonly<Record<string, string>> {
  const { product, receivedAt } = request;
  const hour = Math.floor(splitIntoDay(receivedAt).msOfDay / 3_600_000);
  const minute = String(random.integer(0, 59)).padStart(2, '0');
  const [year, month] = toCalendarDate(receivedAt).split('-').map(Number);
  return {
    service: random.pick(product.services),
    fault: random.pick(product.faults),
    setting: random.pick(product.settings),
    feature: random.pick(product.features),
    place: request.place,
    since: hour === 0 ? 'tối qua' : `${random.integer(Math.max(0, hour - 3), hour - 1)}h${minute}`,
    amount: formatAmount(random.integer(12, 900) * 5_000),
    month: month === 1 ? `tháng 12/${(year ?? 0) - 1}` : `tháng ${(month ?? 0) - 1}/${year}`,
    contract: `${String(random.integer(12, 980)).padStart(4, '0')}/${year}/HĐ-CNTT`,
    count: String(random.integer(2, 60)),
    person: inventPersonName(random),
    // Masked, as agents note numbers: nobody can be called by mistake.
    phone: `09${random.integer(0, 9)}xxxx${random.integer(100, 999)}`,
  };
}

/** Vietnamese write points between thousands. */
function formatAmount(amount: number): string {
  return `${String(amount).replace(/\B(?=(\d{3})+$)/g, '.')} đồng`;
}

function fill(template: string, words: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (slot, name: string) => {
    const word = words[name];
    if (word === undefined) throw new RangeError(`no word for the slot ${slot}`);
    return word;
  });
}

function capitalise(text: string): string {
  // A brand that begins with a small letter keeps it.
  return /^(mBiz|eOne)/.test(text) ? text : text.charAt(0).toUpperCase() + text.slice(1);
}

function chooseSpelling(random: SeededRandom, tone: Tone): (text: string) => string {
  if (random.chance(tone.unaccentedShare)) return dropAccents;
  if (random.chance(tone.sloppyShare)) return (text) => typeSloppily(random, text);
  return (text) => text;
}

function dropAccents(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D');
}

/** Abbreviates usual words and swaps two letters here and there. */
function typeSloppily(random: SeededRandom, text: string): string {
  const short = ABBREVIATIONS.reduce(
    (rest, [word, abbreviation]) => rest.replaceAll(` ${word} `, ` ${abbreviation} `),
    text,
  );
  return short.replace(/\p{L}{4,}/gu, (word) => (random.chance(0.06) ? swapLastLetters(word) : word));
}

function swapLastLetters(word: string): string {
  return `${word.slice(0, -2)}${word.slice(-1)}${word.slice(-2, -1)}`;
}
