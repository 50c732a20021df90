import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { parse } from 'csv-parse/sync';
import { after, before, describe, it } from 'mocha';
import { generateTickets } from '../../examples/generate-tickets.ts';
import { buildSample } from '../../examples/generator/build-sample.ts';
import { REJECTED_EVENTS, REJECTED_TICKET_CELLS } from '../../examples/generator/dirty-rows.ts';
import { EVENT_COLUMNS, TICKET_COLUMNS, toEventCells } from '../../examples/generator/sample-rows.ts';
import { parseInstant } from '../../src/domain/instant.ts';
import { CHANNELS, LEVELS, REQUEST_TYPES, SEGMENTS, TICKET_EVENT_TYPES, TOPICS } from '../../src/domain/ticket.ts';

const EXAMPLES_FOLDER = fileURLToPath(new URL('../../examples', import.meta.url));
const AS_OF = parseInstant('2026-11-23T09:00:00+07:00') ?? 0;

describe('generateTickets', () => {
  let folder = '';
  let tickets: readonly (readonly string[])[] = [];
  let events: readonly (readonly string[])[] = [];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kyhan-sample-'));
    const [ticketsPath, eventsPath] = await generateTickets(folder);
    tickets = parse(await readFile(ticketsPath, 'utf8'), { relax_column_count: true });
    events = parse(await readFile(eventsPath, 'utf8'));
  });
  after(() => rm(folder, { recursive: true }));

  const valuesOf = (column: (typeof TICKET_COLUMNS)[number]): ReadonlySet<string> =>
    new Set(tickets.slice(1).map((row) => row[TICKET_COLUMNS.indexOf(column)] ?? ''));

  for (const file of ['tickets.csv', 'ticket-events.csv']) {
    it(`writes ${file} byte for byte as it is kept`, async () => {
      const written = await readFile(join(folder, file));
      expect(written.equals(await readFile(join(EXAMPLES_FOLDER, file)))).to.equal(true);
    });
  }

  it('writes what it built: quoting loses no line break, quote, comma or emoji', () => {
    expect({ tickets, events }).to.deep.equal(buildSample());
  });

  it('begins both files with the canonical headers', () => {
    expect(tickets[0]).to.deep.equal(TICKET_COLUMNS);
    expect(events[0]).to.deep.equal(EVENT_COLUMNS);
  });

  it('has at least 2,400 tickets that can be used, each with an id of its own', () => {
    const rejected = new Set(REJECTED_TICKET_CELLS.map(String));
    const ids = tickets
      .slice(1)
      .filter((row) => !rejected.has(String(row)))
      .map((row) => row[0]?.trim());
    expect(ids.length).to.equal(tickets.length - 1 - REJECTED_TICKET_CELLS.length);
    expect(ids.length).to.be.at.least(2_400);
    expect(new Set(ids).size).to.equal(ids.length);
  });

  it('covers all channels, segments, topics, request types and levels', () => {
    expect(valuesOf('channel')).to.include.all.keys([...CHANNELS]);
    expect(valuesOf('segment')).to.include.all.keys([...SEGMENTS]);
    expect(valuesOf('topic')).to.include.all.keys([...TOPICS]);
    expect(valuesOf('requestType')).to.include.all.keys([...REQUEST_TYPES]);
    expect(valuesOf('level')).to.include.all.keys(LEVELS.map(String));
  });

  it('covers all products and regional companies, an unknown one and none', () => {
    const products = 'proconnect mbiz360 sms-brandname eonesms mobile-pbx prepaid transmission mobifiber it-service';
    expect(valuesOf('product')).to.include.all.keys([...products.split(' '), 'cloud-camera', '']);
    const regions = Array.from({ length: 9 }, (_, index) => `CTKV${index + 1}`);
    expect(valuesOf('regionUnit')).to.include.all.keys([...regions, 'CTKV10', '']);
  });

  it('knows nothing of what comes after asOf, but for the tickets that are made to show it', () => {
    const late = tickets
      .slice(1)
      .filter((row) => row.some((cell) => (parseInstant(cell) ?? 0) > AS_OF))
      .map((row) => row[0]);
    expect(late).to.have.members(['YC-000024', 'YC-009020', 'YC-009021']);
  });

  it('tells the events of about 250 tickets, of all types, in no order', async () => {
    const rows = events.slice(1);
    const known = valuesOf('ticketId');
    const usable = rows.filter(
      (row) => !REJECTED_EVENTS.map((each) => String(toEventCells(each))).includes(String(row)),
    );
    const told = new Set(usable.map((row) => row[0] ?? ''));
    expect([...told].filter((id) => !known.has(id))).to.deep.equal([]);
    expect(told.size).to.be.within(200, 300);
    expect(await readFile(join(EXAMPLES_FOLDER, 'README.md'), 'utf8')).to.contain(
      `of ${told.size} tickets, in no order`,
    );
    expect(new Set(rows.map((row) => row[2]))).to.include.all.keys([...TICKET_EVENT_TYPES]);
    expect(rows.toSorted(([, a = ''], [, b = '']) => (a < b ? -1 : 1))).to.not.deep.equal(rows);
  });

  it('counts its rows in the README', async () => {
    const readme = await readFile(join(EXAMPLES_FOLDER, 'README.md'), 'utf8');
    const tables = readme.replace(/ +/g, ' ');
    expect(tables).to.contain(describeCounts('tickets.csv', tickets.length - 1, REJECTED_TICKET_CELLS.length));
    expect(tables).to.contain(describeCounts('ticket-events.csv', events.length - 1, REJECTED_EVENTS.length));
  });
});

function describeCounts(file: string, rows: number, rejected: number): string {
  const [all, accepted] = [rows, rows - rejected].map((count) => count.toLocaleString('en-US'));
  return `| \`${file}\` | ${all} | ${accepted} | ${rejected} |`;
}
