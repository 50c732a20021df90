/** What can happen to a ticket in its own columns; `progress` is the last progress update. */
export type MomentName = 'forwarded' | 'progress' | 'resolved' | 'replied' | 'closed';

/** A moment lies so many hours after another one; `due` is the end of the total time limit. */
type TimeLineStep = readonly [
  moment: MomentName,
  after: 'received' | 'due' | MomentName,
  fromHours: number,
  toHours: number,
];

/** One way in which tickets go through the process, and how many of them the sample has. Later steps build on earlier. */
export type TimeLine = {
  readonly name: string;
  readonly count: number;
  /** Total time limit: 4 h at levels 1 and 2, 48 h at levels 3 and 4. */
  readonly limitHours: 4 | 48;
  /** Any time of the last three months, so many hours before asOf, or between two dates (the second one excluded). */
  readonly received:
    | 'quarter'
    | 'quarter-nights'
    | { readonly hoursAgo: readonly [number, number] }
    | { readonly between: readonly [string, string] };
  readonly steps: readonly TimeLineStep[];
  readonly isCoordinated?: true;
  readonly isUnsatisfied?: true;
};

const SECOND = 1 / 3600;
const QUICK_REPLY: TimeLineStep = ['replied', 'resolved', 0.02, 0.4];
const CLOSING: TimeLineStep = ['closed', 'replied', 0.3, 24];
const NEW_YEAR = { between: ['2025-12-31', '2026-01-03'] } as const;
const TET = { between: ['2026-02-14', '2026-02-23'] } as const;

/** Finished tickets of levels 1 and 2. */
const SHORT_HISTORY: readonly TimeLine[] = [
  line('answered at once', 860, 4, 'quarter', [['resolved', 'received', 0.03, 1.5], QUICK_REPLY, CLOSING]),
  line('answered in time', 340, 4, 'quarter', [['resolved', 'received', 1.5, 3.9], QUICK_REPLY, CLOSING]),
  line('left over night', 40, 4, 'quarter-nights', [['resolved', 'received', 6, 12], QUICK_REPLY, CLOSING]),
  line('answered late', 95, 4, 'quarter', [['resolved', 'received', 4.05, 9], QUICK_REPLY, CLOSING]),
  line('answered very late', 25, 4, 'quarter', [['resolved', 'received', 10, 60], QUICK_REPLY, CLOSING]),
  line('answered exactly at the limit', 4, 4, 'quarter', [['resolved', 'due', 0, 0], QUICK_REPLY, CLOSING]),
  line('answered one second late', 3, 4, 'quarter', [['resolved', 'due', SECOND, SECOND], QUICK_REPLY, CLOSING]),
  line('closed without an answer', 25, 4, 'quarter', [['closed', 'received', 0.2, 3]]),
  {
    ...line('unsatisfied, then closed by the IT centre', 20, 4, 'quarter', [
      ['resolved', 'received', 0.3, 3],
      QUICK_REPLY,
      ['forwarded', 'replied', 0.5, 4],
      ['closed', 'forwarded', 5, 60],
    ]),
    isUnsatisfied: true,
  },
  line('over the new year', 9, 4, NEW_YEAR, [['resolved', 'received', 0.5, 7], QUICK_REPLY, CLOSING]),
  line('over Tết', 11, 4, TET, [['resolved', 'received', 1, 14], QUICK_REPLY, CLOSING]),
  line('before the time limits began', 5, 4, { between: ['2020-07-01', '2020-08-31'] }, [
    ['resolved', 'received', 1, 30],
    QUICK_REPLY,
    CLOSING,
  ]),
];

/** Finished tickets of levels 3 and 4. */
const LONG_HISTORY: readonly TimeLine[] = [
  line('solved in time', 410, 48, 'quarter', [
    handOver(0.1, 3.8),
    ['resolved', 'forwarded', 2, 36],
    QUICK_REPLY,
    CLOSING,
  ]),
  line('solved by the CTKV alone', 40, 48, 'quarter', [['resolved', 'received', 0.5, 3.8], QUICK_REPLY, CLOSING]),
  line('handed over late, solved in time', 65, 48, 'quarter', [
    handOver(4.1, 16),
    ['resolved', 'received', 20, 47],
    QUICK_REPLY,
    CLOSING,
  ]),
  line('late at the IT centre', 50, 48, 'quarter', [
    handOver(0.2, 3.7),
    ['progress', 'due', 0.2, 4],
    ['resolved', 'progress', 1, 40],
    QUICK_REPLY,
    CLOSING,
  ]),
  line('late at the IT centre, in time in total', 15, 48, 'quarter', [
    handOver(0.2, 1),
    ['resolved', 'received', 45.2, 47.9],
    QUICK_REPLY,
    CLOSING,
  ]),
  line('late at both', 30, 48, 'quarter', [handOver(5, 20), ['resolved', 'received', 50, 110], QUICK_REPLY, CLOSING]),
  line('solved exactly at the limit', 3, 48, 'quarter', [
    handOver(1, 3.9),
    ['resolved', 'due', 0, 0],
    QUICK_REPLY,
    CLOSING,
  ]),
  line('solved one second late', 3, 48, 'quarter', [
    handOver(1, 3.9),
    ['resolved', 'due', SECOND, SECOND],
    QUICK_REPLY,
    CLOSING,
  ]),
  coordinated('solved with others', 70, 'quarter', [
    handOver(0.1, 3),
    ['resolved', 'forwarded', 6, 42],
    QUICK_REPLY,
    CLOSING,
  ]),
  coordinated('solved late with others', 20, 'quarter', [
    handOver(0.3, 5),
    ['progress', 'received', 20, 60],
    ['resolved', 'received', 61, 140],
    QUICK_REPLY,
    CLOSING,
  ]),
  line('only an interim reply', 25, 48, 'quarter', [
    handOver(0.2, 3),
    ['replied', 'received', 4, 12],
    ['resolved', 'replied', 2, 30],
    ['closed', 'resolved', 1, 20],
  ]),
  {
    ...line('unsatisfied, then closed', 12, 48, 'quarter', [
      handOver(0.2, 3),
      ['resolved', 'forwarded', 4, 30],
      QUICK_REPLY,
      ['closed', 'replied', 4, 40],
    ]),
    isUnsatisfied: true,
  },
  line('fault over the new year', 5, 48, NEW_YEAR, [
    handOver(0.5, 10),
    ['resolved', 'forwarded', 8, 60],
    QUICK_REPLY,
    CLOSING,
  ]),
  line('fault over Tết', 7, 48, TET, [handOver(0.5, 14), ['resolved', 'forwarded', 8, 70], QUICK_REPLY, CLOSING]),
];

/** Tickets of levels 1 and 2 that are not finished at asOf. */
const SHORT_OPEN: readonly TimeLine[] = [
  line('fresh', 14, 4, ago(0.05, 3.1), []),
  line('nearly due', 9, 4, ago(3.25, 3.95), []),
  line('overdue', 12, 4, ago(4.1, 30), []),
  line('overdue with an interim reply', 5, 4, ago(5, 20), [['replied', 'received', 0.5, 4]]),
  line('solved, no reply yet', 14, 4, ago(1, 30), [['resolved', 'received', 0.3, 0.9]]),
  line('solved late, no reply yet', 6, 4, ago(10, 40), [['resolved', 'received', 4.5, 9]]),
  line('solved and replied', 16, 4, ago(2, 40), [['resolved', 'received', 0.2, 1.2], QUICK_REPLY]),
  unsatisfied('unsatisfied, not handed over', 5, ago(6, 30), []),
  unsatisfied('unsatisfied, handed over', 5, ago(8, 36), [['forwarded', 'replied', 0.1, 2]]),
  unsatisfied('unsatisfied and overdue', 4, ago(55, 100), [['forwarded', 'replied', 0.5, 3]]),
];

/** Tickets of levels 3 and 4 that are not finished at asOf. */
const LONG_OPEN: readonly TimeLine[] = [
  line('fault, fresh', 10, 48, ago(0.1, 3.8), []),
  line('hand-over overdue', 8, 48, ago(4.5, 36), []),
  line('at the IT centre', 24, 48, ago(4, 37), [handOver(0.1, 3.6)]),
  line('at the IT centre, handed over late', 10, 48, ago(14, 37), [handOver(4.2, 9)]),
  line('at the IT centre, nearly due', 10, 48, ago(38.6, 47.8), [handOver(0.2, 3.6)]),
  line('overdue without a word', 14, 48, ago(49, 120), [handOver(0.2, 6)]),
  line('overdue, update before the due time', 8, 48, ago(50, 90), [handOver(0.2, 3), ['progress', 'received', 20, 47]]),
  line('overdue, fresh update, customer not told', 8, 48, ago(56, 66), [handOver(0.2, 3), ['progress', 'due', 1, 6]]),
  line('overdue, fresh update, customer told before it', 5, 48, ago(56, 66), [
    handOver(0.2, 3),
    ['replied', 'received', 10, 40],
    ['progress', 'due', 1, 6],
  ]),
  line('overdue, fresh update, customer told', 8, 48, ago(56, 66), [
    handOver(0.2, 3),
    ['progress', 'due', 1, 4],
    ['replied', 'progress', 0.2, 2],
  ]),
  line('overdue, old update, customer not told', 8, 48, ago(90, 160), [handOver(0.2, 3), ['progress', 'due', 1, 8]]),
  line('overdue, old update, customer told', 5, 48, ago(90, 160), [
    handOver(0.2, 8),
    ['progress', 'due', 1, 8],
    ['replied', 'progress', 0.2, 2],
  ]),
  line('overdue, never handed over', 6, 48, ago(50, 90), []),
  coordinated('overdue with others', 9, ago(60, 160), [handOver(0.2, 3)]),
  coordinated('with others', 8, ago(5, 36), [handOver(0.2, 3)]),
  line('fault solved, no reply yet', 12, 48, ago(34, 70), [handOver(0.5, 3), ['resolved', 'forwarded', 10, 28]]),
  line('fault solved and replied', 15, 48, ago(36, 90), [
    handOver(0.5, 3),
    ['resolved', 'forwarded', 6, 28],
    QUICK_REPLY,
  ]),
];

/** All ways in which tickets of the sample go. */
export const TIME_LINES: readonly TimeLine[] = [...SHORT_HISTORY, ...LONG_HISTORY, ...SHORT_OPEN, ...LONG_OPEN];

function line(
  name: string,
  count: number,
  limitHours: TimeLine['limitHours'],
  received: TimeLine['received'],
  steps: TimeLine['steps'],
): TimeLine {
  return { name, count, limitHours, received, steps };
}

function coordinated(name: string, count: number, received: TimeLine['received'], steps: TimeLine['steps']): TimeLine {
  return { ...line(name, count, 48, received, steps), isCoordinated: true };
}

/** The customer got an answer of level 1 or 2 soon and did not like it. */
function unsatisfied(name: string, count: number, received: TimeLine['received'], steps: TimeLine['steps']): TimeLine {
  const answer: TimeLine['steps'] = [
    ['resolved', 'received', 0.5, 2],
    ['replied', 'resolved', 0.1, 0.6],
  ];
  return { ...line(name, count, 4, received, [...answer, ...steps]), isUnsatisfied: true };
}

function handOver(fromHours: number, toHours: number): TimeLineStep {
  return ['forwarded', 'received', fromHours, toHours];
}

function ago(fromHours: number, toHours: number): TimeLine['received'] {
  return { hoursAgo: [fromHours, toHours] };
}
