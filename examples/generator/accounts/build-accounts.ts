import { createSeededRandom } from '../../../src/domain/seeded-random.ts';
import { buildCustomers } from '../build-customers.ts';
import { SAMPLE_SEED } from '../build-sample.ts';
import { type AccountRows, joinRows } from './account-rows.ts';
import { buildAccountsOfYear } from './build-accounts-of-year.ts';
import { buildDebtors } from './build-debtors.ts';
import { buildOldDebts } from './build-old-debts.ts';
import { buildProvisions } from './build-provisions.ts';
import { REJECTED_ROWS } from './dirty-accounts.ts';
import { ODD_ROWS } from './odd-accounts.ts';
import { DEBT_SHOWCASES } from './showcase-debts.ts';
import { LADDER_STORIES } from './showcase-ladder.ts';
import { writeStories } from './showcase-story.ts';
import { writeAccounts } from './write-accounts.ts';

const CUSTOMER_COUNT = 1_310;
/** Of the further ones every old debt takes one. */
const FURTHER_CUSTOMER_COUNT = 340;

/** Builds all rows that can be used, odd ones included: the same whenever and wherever it is called. */
export function buildAccounts(): AccountRows {
  const random = createSeededRandom(SAMPLE_SEED);
  const customers = buildCustomers(random, CUSTOMER_COUNT + FURTHER_CUSTOMER_COUNT);
  const accounts = buildAccountsOfYear(random, customers.slice(0, CUSTOMER_COUNT));
  const debts = buildOldDebts(random, customers.slice(CUSTOMER_COUNT));
  const all = [...accounts, ...debts.map((debt) => debt.account)];
  const regular: AccountRows = {
    ...writeAccounts(all),
    debtors: buildDebtors(random, accounts, debts),
    provisions: buildProvisions(random, all),
  };
  return joinRows([writeStories([...LADDER_STORIES, ...DEBT_SHOWCASES]), ODD_ROWS, regular]);
}

/** Builds the rows of the files: the usable ones, with those that must be rejected between them. */
export function buildAccountFiles(): AccountRows {
  const sound = buildAccounts();
  return {
    invoices: spread(REJECTED_ROWS.invoices, sound.invoices),
    payments: spread(REJECTED_ROWS.payments, sound.payments),
    contracts: spread(REJECTED_ROWS.contracts, sound.contracts),
    holds: spread(REJECTED_ROWS.holds, sound.holds),
    notices: spread(REJECTED_ROWS.notices, sound.notices),
    debtors: spread(REJECTED_ROWS.debtors, sound.debtors),
    provisions: spread(REJECTED_ROWS.provisions, sound.provisions),
  };
}

/** Puts the rows of the first list between those of the second at even distances, the last one at the end. */
function spread<Row>(dirty: readonly Row[], clean: readonly Row[]): readonly Row[] {
  const distance = Math.ceil(clean.length / dirty.length);
  return dirty.flatMap((row, index) => [...clean.slice(index * distance, (index + 1) * distance), row]);
}
