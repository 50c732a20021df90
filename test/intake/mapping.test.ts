import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { checkMapping } from '../../src/intake/mapping.ts';

const MAPPINGS = new URL('../../rules/mappings/', import.meta.url);

const BASE = {
  id: 'feedback-export',
  title: { vi: 'Bản trích Feedback', en: 'Feedback export' },
  reference: 'assumption: a made-up export',
  for: 'tickets',
  columns: { ticketId: { from: 'Nr' }, receivedAt: { from: 'Opened' } },
};

const INVOICES = {
  ...BASE,
  for: 'invoices',
  columns: {
    invoiceId: { from: 'Nr' },
    customerId: { from: 'Who' },
    contractId: { from: 'Who' },
    debtorType: { constant: 'organisation' },
    product: { from: 'What' },
    issuedOn: { from: 'Issued' },
    dueOn: { from: 'Due' },
    amount: { from: 'Sum' },
  },
};

describe('checking a mapping', () => {
  for (const name of readdirSync(MAPPINGS)) {
    it(`finds nothing wrong with the shipped ${name}`, () => {
      const checked = checkMapping(JSON.parse(readFileSync(new URL(name, MAPPINGS), 'utf8')));
      expect(checked).not.to.have.property('problems');
      expect('mapping' in checked && checked.mapping.id).to.equal(name.replace('.json', ''));
    });
  }

  it('takes the least that a mapping can be', () => {
    expect(checkMapping(BASE)).to.deep.equal({ mapping: BASE });
  });

  for (const [what, changes, pointer] of [
    ['an unknown key', { sheets: 'a' }, '/sheets'],
    ['an id with blanks', { id: 'Feedback export' }, '/id'],
    ['an input that there is not', { for: 'invoice' }, '/for'],
    ['half a date format', { dateFormat: 'D/M/YYYY' }, '/dateFormat'],
    ['a shift by half a day', { shiftDays: 0.5 }, '/shiftDays'],
    ['a header with one name twice', { header: ['Nr', 'Opened', 'Nr'] }, '/header'],
    ['a source column that the header has not', { header: ['Nr', 'Open'] }, '/columns/receivedAt'],
    [
      'a group by a column that the header has not',
      group({ header: ['Nr', 'Opened'], group: { by: 'No' } }),
      '/group/by',
    ],
    ['rows of a group without first or last', { group: { by: 'Nr' } }, '/columns/ticketId'],
    ['a required column that is not there', { columns: { ticketId: { from: 'Nr' } } }, '/columns'],
    ['a target that is no column of ours', columns({ priority: { from: 'P' } }), '/columns/priority'],
    [
      'a value that the column does not have',
      columns({ level: { from: 'P', values: { a: '5' } } }),
      '/columns/level/values/a',
    ],
    [
      'a default that the column does not have',
      columns({ channel: { from: 'C', values: {}, otherwise: 'phone' } }),
      '/columns/channel/otherwise',
    ],
    ['a default without a list', columns({ channel: { from: 'C', otherwise: 'fax' } }), '/columns/channel'],
    [
      'a constant that the column does not have',
      columns({ segment: { constant: 'company' } }),
      '/columns/segment/constant',
    ],
    [
      'a list of values for an instant',
      columns({ closedAt: { from: 'C', values: { never: null } } }),
      '/columns/closedAt',
    ],
    [
      'a date format for a text',
      columns({ subject: { from: 'C', dateFormat: 'D/M/YYYY HH:mm' } }),
      '/columns/subject/dateFormat',
    ],
    ['"take" without a group', columns({ subject: { from: 'C', take: 'last' } }), '/columns/subject'],
    [
      '"instantOf" without a group',
      columns({ closedAt: { instantOf: 'a', whenFirst: { column: 'b', in: ['c'] } } }),
      '/columns/closedAt',
    ],
    [
      '"instantOf" for a text',
      group(columns({ subject: { instantOf: 'a', whenFirst: { column: 'b', in: ['c'] } } })),
      '/columns/subject',
    ],
    ['a misspelt key of a column', columns({ subject: { form: 'a' } }), '/columns/subject/form'],
    [
      '"whenFirst" without values',
      group(columns({ closedAt: { instantOf: 'a', whenFirst: { column: 'b', in: [] } } })),
      '/columns/closedAt/whenFirst/in',
    ],
    ['a group of events', { for: 'events', group: { by: 'Nr' } }, '/group'],
    [
      'a slash in a foreign value',
      columns({ level: { from: 'P', values: { 'a/b': '9' } } }),
      '/columns/level/values/a~1b',
    ],
  ] as const) {
    it(`points at ${what}`, () => {
      const checked = checkMapping({ ...BASE, ...changes });
      const problems = 'problems' in checked ? checked.problems : [];
      expect(
        problems.map((problem) => problem.pointer),
        JSON.stringify(problems),
      ).to.include(pointer);
      for (const problem of problems) expect(problem.seen.length * problem.allowed.length).to.be.greaterThan(0);
    });
  }

  for (const [what, changes, pointer] of [
    ['an invoice without a due date', { columns: { ...INVOICES.columns, dueOn: undefined } }, '/columns'],
    ['a group of invoices', { group: { by: 'Nr' } }, '/group'],
    ['one sign for decimals and groups', { numberFormat: { decimal: '.', grouping: '.' } }, '/numberFormat'],
    ['a sign that no amount has', { numberFormat: { decimal: ';', grouping: '.' } }, '/numberFormat/decimal'],
    ['half a number format', { numberFormat: { decimal: '.' } }, '/numberFormat'],
    [
      'a list of values for an amount',
      invoiceColumns({ amount: { from: 'Sum', values: { none: '0' } } }),
      '/columns/amount',
    ],
    ['a constant amount in words', invoiceColumns({ amount: { constant: 'ten' } }), '/columns/amount/constant'],
    [
      'a constant currency that nobody knows',
      invoiceColumns({ currency: { constant: 'XYZ' } }),
      '/columns/currency/constant',
    ],
    [
      'a constant day that there is not',
      invoiceColumns({ issuedOn: { constant: '2026-02-29' } }),
      '/columns/issuedOn/constant',
    ],
    ['a format that says no day', { dateFormat: 'M/YYYY' }, '/dateFormat'],
    [
      'a format of a column that says no day',
      invoiceColumns({ dueOn: { from: 'Due', dateFormat: 'excel' } }),
      '/columns/dueOn/dateFormat',
    ],
    [
      'a date format for an amount',
      invoiceColumns({ amount: { from: 'Sum', dateFormat: 'D/M/YYYY' } }),
      '/columns/amount/dateFormat',
    ],
    [
      'a month that is moved by days',
      { shiftDays: 7, ...invoiceColumns({ period: { from: 'M' } }) },
      '/columns/period',
    ],
    [
      '"instantOf" for a day',
      { group: { by: 'Nr' }, ...invoiceColumns({ dueOn: { instantOf: 'a', whenFirst: { column: 'b', in: ['c'] } } }) },
      '/columns/dueOn',
    ],
    ['payments without columns', { payments: {} }, '/payments'],
    ['payments without an amount', payments({ amount: undefined }), '/payments/columns'],
    ['a payment on another invoice', payments({ invoiceId: { from: 'Other' } }), '/payments/columns/invoiceId'],
    ['a payment in another currency', payments({ currency: { from: 'Cur' } }), '/payments/columns/currency'],
    [
      'a kind of payment that there is not',
      payments({ kind: { constant: 'cash' } }),
      '/payments/columns/kind/constant',
    ],
    [
      'a payment of a source column that the header has not',
      { header: ['Nr', 'Who', 'What', 'Issued', 'Due', 'Sum'], ...payments({}) },
      '/payments/columns/paidOn',
    ],
    ['payments in rows of payments', { for: 'payments', ...payments({}) }, '/payments'],
  ] as const) {
    it(`points at ${what}`, () => {
      const json: unknown = JSON.parse(JSON.stringify({ ...INVOICES, ...changes }));
      const checked = checkMapping(json);
      const problems = 'problems' in checked ? checked.problems : [];
      expect(
        problems.map((problem) => problem.pointer),
        JSON.stringify(problems),
      ).to.include(pointer);
      for (const problem of problems) expect(problem.seen.length * problem.allowed.length).to.be.greaterThan(0);
    });
  }

  it('takes invoices whose rows hold payments, days as Excel counts them, and amounts as they are written', () => {
    const json = {
      ...INVOICES,
      ...payments({}),
      dateFormat: 'excel-serial',
      numberFormat: { decimal: ',', grouping: ' ' },
    };
    expect(checkMapping(json)).to.deep.equal({ mapping: json });
  });

  it('reports mistakes of shape and of meaning at once', () => {
    const checked = checkMapping({
      ...BASE,
      title: 'Feedback',
      dateFormat: 'D/M',
      columns: { ticketId: { from: 'Nr' }, level: { constant: '7' }, subject: { form: 'a' }, prio: { from: 'P' } },
    });
    const pointers = 'problems' in checked ? checked.problems.map((problem) => problem.pointer) : [];
    expect(pointers).to.include.members([
      '/title',
      '/dateFormat',
      '/columns',
      '/columns/level/constant',
      '/columns/subject/form',
      '/columns/prio',
    ]);
  });

  it('refuses what is no mapping at all', () => {
    for (const json of [null, [], 'a', 1, {}])
      expect(checkMapping(json)).to.have.property('problems').that.is.not.empty;
  });

  it('suggests the name that was most likely meant', () => {
    const checked = checkMapping({ ...BASE, ...columns({ receivedat: { from: 'a' } }) });
    expect('problems' in checked && checked.problems[0]?.allowed).to.contain('did you mean "receivedAt"');
  });
});

function columns(more: Readonly<Record<string, unknown>>) {
  return { columns: { ...BASE.columns, ...more } };
}

function invoiceColumns(more: Readonly<Record<string, unknown>>) {
  return { columns: { ...INVOICES.columns, ...more } };
}

function payments(more: Readonly<Record<string, unknown>>) {
  const least = { paymentId: { from: 'Nr' }, paidOn: { from: 'Paid' }, amount: { from: 'Sum' } };
  return { payments: { columns: { ...least, ...more } } };
}

function group(changes: Readonly<Record<string, unknown>>) {
  return { group: { by: 'Nr' }, ...changes };
}
