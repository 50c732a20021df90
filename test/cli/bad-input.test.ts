import { mkdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { runCli, withFolder } from '../support/run-cli.ts';

const TICKETS = 'ticketId,receivedAt\nT-1,2026-11-20 09:00\n';

/** Each call that cannot work: what is in the folder, the arguments, the exit code, and what is said. */
const CALLS: readonly {
  readonly what: string;
  readonly prepare?: (folder: string) => Promise<unknown>;
  readonly args: readonly string[];
  readonly exitCode: number;
  readonly says: RegExp;
}[] = [
  { what: 'an unknown command', args: ['rum'], exitCode: 2, says: /unknown command 'rum'[\s\S]*Did you mean run/ },
  {
    what: 'an unknown option',
    args: ['run', 'ticket', '--tickets', 'x', '--event', 'x'],
    exitCode: 2,
    says: /unknown option '--event'[\s\S]*--events/,
  },
  { what: 'no file at all', args: ['run', 'ticket'], exitCode: 2, says: /--tickets/ },
  {
    what: 'a missing file',
    args: ['run', 'ticket', '--tickets', 'none.csv'],
    exitCode: 2,
    says: /there is no file "none.csv"/,
  },
  { what: 'a directory', args: ['run', 'ticket', '--tickets', '.'], exitCode: 2, says: /is a directory/ },
  {
    what: 'a binary',
    prepare: (folder) => writeFile(join(folder, 'a.bin'), Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 3])),
    args: ['run', 'ticket', '--tickets', 'a.bin'],
    exitCode: 2,
    says: /zero bytes|no UTF-8/,
  },
  {
    what: 'a gigabyte of zeros',
    prepare: async (folder) => {
      await writeFile(join(folder, 'zeros.csv'), '');
      await truncate(join(folder, 'zeros.csv'), 1_000_000_000);
    },
    args: ['run', 'ticket', '--tickets', 'zeros.csv'],
    exitCode: 2,
    says: /holds zero bytes/,
  },
  {
    what: 'an empty file',
    prepare: (folder) => writeFile(join(folder, 'a.csv'), ''),
    args: ['run', 'ticket', '--tickets', 'a.csv'],
    exitCode: 2,
    says: /is empty/,
  },
  {
    what: 'a headerless file',
    prepare: (folder) => writeFile(join(folder, 'a.csv'), 'T-1,2026-11-20 09:00\n'),
    args: ['run', 'ticket', '--tickets', 'a.csv'],
    exitCode: 2,
    says: /names no known column of tickets[\s\S]*ticketId \(Mã phiếu\)/,
  },
  {
    what: 'a truncated gzip',
    prepare: (folder) => writeFile(join(folder, 'a.csv.gz'), gzipSync(TICKETS.repeat(5_000)).subarray(0, 60)),
    args: ['run', 'ticket', '--tickets', 'a.csv.gz'],
    exitCode: 2,
    says: /breaks off or is damaged/,
  },
  {
    what: 'an --as-of that is no instant',
    prepare: (folder) => writeFile(join(folder, 'a.csv'), TICKETS),
    args: ['run', 'ticket', '--tickets', 'a.csv', '--as-of', '2026-11-31T09:00'],
    exitCode: 2,
    says: /--as-of[\s\S]*no instant[\s\S]*2026-11-23T09:00:00\+07:00/,
  },
  {
    what: 'an --as-of without a time',
    prepare: (folder) => writeFile(join(folder, 'a.csv'), TICKETS),
    args: ['run', 'ticket', '--tickets', 'a.csv', '--as-of', '2026-11-23'],
    exitCode: 2,
    says: /no instant/,
  },
  {
    what: 'an unknown mapping',
    prepare: (folder) => writeFile(join(folder, 'a.csv'), TICKETS),
    args: ['run', 'ticket', '--tickets', 'a.csv', '--mapping', 'uci-incident'],
    exitCode: 2,
    says: /no mapping "uci-incident"; did you mean "uci-incidents"/,
  },
  {
    what: 'a folder without rules',
    prepare: (folder) => mkdir(join(folder, 'rules')),
    args: ['rules', 'check', '--rules', 'rules'],
    exitCode: 2,
    says: /holds 0 JSON files/,
  },
  {
    what: 'a database that is none',
    prepare: (folder) =>
      writeFile(
        join(folder, 'a.db'),
        'this is no database, but a text that is long enough to be seen as one'.repeat(20),
      ),
    args: ['migrate', '--db', 'a.db'],
    exitCode: 1,
    says: /database/i,
  },
  {
    what: 'an output folder that is a file',
    prepare: (folder) => writeFile(join(folder, 'a.csv'), TICKETS),
    args: ['run', 'ticket', '--tickets', 'a.csv', '--out', 'a.csv'],
    exitCode: 2,
    says: /output folder "a.csv" cannot be written to/,
  },
  {
    what: 'a database that is not there',
    args: ['decisions', 'x', '--db', 'none.db'],
    exitCode: 2,
    says: /no database "none.db"/,
  },
  {
    what: 'a run that does not exist',
    prepare: (folder) => runCli(folder, ['migrate']),
    args: ['decisions', 'ticket-0000'],
    exitCode: 2,
    says: /there is no run "ticket-0000"/,
  },
  {
    what: 'a format that does not exist',
    args: ['decisions', 'x', '--format', 'xml'],
    exitCode: 2,
    says: /ndjson, csv/,
  },
];

describe('a call that cannot work', function () {
  this.timeout(60_000);

  for (const { what, prepare, args, exitCode, says } of CALLS) {
    it(`tells of ${what} in words and exits with ${exitCode}`, () =>
      withFolder(async (folder) => {
        await prepare?.(folder);
        const result = await runCli(folder, args);
        expect(result.stderr).to.match(says);
        expect(result.stderr).to.not.match(/\n\s+at .*:\d+:\d+/);
        expect(result.exitCode).to.equal(exitCode);
        expect(result.stdout).to.equal('');
      }));
  }
});
