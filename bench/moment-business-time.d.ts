declare module 'moment-business-time' {
  type Moment = {
    addWorkingTime(amount: number, unit: 'minutes'): Moment;
    valueOf(): number;
  };
  /** Hours by weekday from Sunday: opening and closing times in turn. */
  type Words = {
    readonly workinghours: Readonly<Record<number, readonly string[] | null>>;
    readonly holidays: readonly string[];
  };
  const moment: {
    (instant: number): Moment;
    updateLocale(name: string, words: Words): void;
  };
  export default moment;
}
