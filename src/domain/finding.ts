/** What came out of looking at something that the program needs, in words for whoever looks after it. */
export type Finding = {
  /** `wrong` keeps the program from working; a `hint` does not. */
  readonly level: 'fine' | 'hint' | 'wrong';
  readonly what: string;
  /** What to do about it; one sentence without a full stop. */
  readonly action?: string;
};

/** Something is as it should be. */
export function fine(what: string): Finding {
  return { level: 'fine', what };
}

/** Something works, and is worth a word. */
export function hint(what: string, action: string): Finding {
  return { level: 'hint', what, action };
}

/** Something keeps the program from working. */
export function wrong(what: string, action: string): Finding {
  return { level: 'wrong', what, action };
}
