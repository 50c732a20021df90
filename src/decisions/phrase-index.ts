import type { RuleValue } from '../rule-sets/rule-set.ts';
import type { Slots, Test } from './slots.ts';

/** Finds the phrases of many rules in one walk along a text. */
export type PhraseIndex = {
  /** Adds the phrases of one comparison, folded already; the test says whether the text has one of them. */
  readonly addList: (slot: number, phrases: RuleValue) => Test;
};

/** A phrase of plain words, and the lists that it belongs to. */
type Phrase = { readonly text: string; readonly lists: number[] };

const BLANK = 32;

/** A word of bits is 2^5 of them; a shift by the number of a list takes its last five bits alone. */
const WORD_SHIFT = 5;

/** All phrases that are looked for in one text, by their first word. */
class TextPhrases {
  /** Phrases by a number made of their first word: words of a text are looked up without being cut out of it. */
  readonly #byFirstWord = new Map<number, Phrase[]>();
  /** Phrases with blanks in odd places, which words do not lead to. */
  readonly #odd: Phrase[] = [];
  #text: unknown;
  #lists = 0;
  /** A bit for each list. */
  #found = new Int32Array(0);

  add(phrases: readonly string[]): number {
    const list = this.#lists;
    this.#lists += 1;
    this.#found = new Int32Array((list >> WORD_SHIFT) + 1);
    this.#text = undefined;
    for (const phrase of phrases) this.#addPhrase(phrase, list);
    return list;
  }

  /** Whether the text has a phrase of the list; the walk is done once for each text. */
  has(text: string, list: number): boolean {
    if (text !== this.#text) this.#walk(text);
    return ((this.#found[list >> WORD_SHIFT] ?? 0) & (1 << list)) !== 0;
  }

  #addPhrase(text: string, list: number): void {
    const words = text.split(' ');
    const isPlain = words.every((word) => word !== '');
    const key = hashWord(words[0] ?? '');
    const same = isPlain ? (this.#byFirstWord.get(key) ?? []) : this.#odd;
    if (isPlain) this.#byFirstWord.set(key, same);
    const known = same.find((each) => each.text === text);
    if (known === undefined) same.push({ text, lists: [list] });
    else known.lists.push(list);
  }

  #walk(text: string): void {
    for (let word = 0; word < this.#found.length; word += 1) this.#found[word] = 0;
    let start = 0;
    let hash = 0;
    for (let place = 0; place < text.length; place += 1) {
      const unit = text.charCodeAt(place);
      if (unit !== BLANK) hash = addUnit(hash, unit);
      else {
        this.#markAt(text, start, hash);
        start = place + 1;
        hash = 0;
      }
    }
    this.#markAt(text, start, hash);
    if (this.#odd.length > 0) this.#markOdd(` ${text} `);
    this.#text = text;
  }

  /** Marks the phrases that stand at a place, up to the end of a word. */
  #markAt(text: string, start: number, hash: number): void {
    const phrases = this.#byFirstWord.get(hash);
    if (phrases === undefined) return;
    for (const phrase of phrases) {
      const end = start + phrase.text.length;
      const isWhole = end === text.length || text.charCodeAt(end) === BLANK;
      if (isWhole && text.startsWith(phrase.text, start)) mark(this.#found, phrase);
    }
  }

  #markOdd(padded: string): void {
    for (const phrase of this.#odd) if (padded.includes(` ${phrase.text} `)) mark(this.#found, phrase);
  }
}

function hashWord(word: string): number {
  let hash = 0;
  for (let place = 0; place < word.length; place += 1) hash = addUnit(hash, word.charCodeAt(place));
  return hash;
}

/** Small enough to need no object of its own. */
function addUnit(hash: number, unit: number): number {
  return (Math.imul(hash, 31) + unit) & 0x3fffffff;
}

function mark(found: Int32Array, { lists }: Phrase): void {
  for (const list of lists) found[list >> WORD_SHIFT] = (found[list >> WORD_SHIFT] ?? 0) | (1 << list);
}

/** Builds an index without phrases. */
export function buildPhraseIndex(): PhraseIndex {
  const bySlot = new Map<number, TextPhrases>();
  return {
    addList: (slot, phrases) => {
      const texts = bySlot.get(slot) ?? new TextPhrases();
      bySlot.set(slot, texts);
      const list = texts.add((Array.isArray(phrases) ? phrases : [phrases]).map(String));
      return (slots: Slots) => {
        const text = slots[slot];
        return typeof text === 'string' && texts.has(text, list);
      };
    },
  };
}
