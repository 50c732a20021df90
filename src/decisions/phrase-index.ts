import type { RuleValue } from '../rule-sets/rule-set.ts';
import type { Slots, Test } from './slots.ts';

/** Finds the phrases of many rules in one walk along a text. */
export type PhraseIndex = {
  /** Adds the phrases of one comparison, folded already; the test says whether the text has one of them. */
  readonly addList: (slot: number, phrases: RuleValue) => Test;
};

/** A phrase of plain words, as it stands in a text with a blank on each side, and the lists that it belongs to. */
type Phrase = { readonly padded: string; readonly lists: number[] };

/** All phrases that are looked for in one text, by their first word. */
class TextPhrases {
  readonly #byFirstWord = new Map<string, Phrase[]>();
  /** Phrases with blanks in odd places, which words do not lead to. */
  readonly #odd: Phrase[] = [];
  #lists = 0;
  #text: unknown;
  #found = new Uint8Array(0);

  add(phrases: readonly string[]): number {
    const list = this.#lists;
    this.#lists += 1;
    this.#text = undefined;
    for (const phrase of phrases) this.#addPhrase(phrase, list);
    return list;
  }

  /** Whether the text has a phrase of the list; the walk is done once for each text. */
  has(text: string, list: number): boolean {
    if (text !== this.#text) this.#walk(text);
    return this.#found[list] === 1;
  }

  #addPhrase(phrase: string, list: number): void {
    const words = phrase.split(' ');
    const isPlain = words.every((word) => word !== '');
    const first = words[0] ?? '';
    const same = isPlain ? (this.#byFirstWord.get(first) ?? []) : this.#odd;
    if (isPlain) this.#byFirstWord.set(first, same);
    const padded = ` ${phrase} `;
    const known = same.find((each) => each.padded === padded);
    if (known === undefined) same.push({ padded, lists: [list] });
    else known.lists.push(list);
  }

  #walk(text: string): void {
    const found = new Uint8Array(this.#lists);
    const padded = ` ${text} `;
    let start = 0;
    while (start < padded.length - 1) {
      const end = padded.indexOf(' ', start + 1);
      const phrases = this.#byFirstWord.get(padded.slice(start + 1, end));
      for (const phrase of phrases ?? []) if (padded.startsWith(phrase.padded, start)) mark(found, phrase);
      start = end;
    }
    for (const phrase of this.#odd) if (padded.includes(phrase.padded)) mark(found, phrase);
    this.#text = text;
    this.#found = found;
  }
}

function mark(found: Uint8Array, { lists }: Phrase): void {
  for (const list of lists) found[list] = 1;
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
