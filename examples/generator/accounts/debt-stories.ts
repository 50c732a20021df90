import type { EvidenceCode, LegalStatus, ServiceStatus } from '../../../src/domain/invoice.ts';
import type { SampleCustomer } from '../build-customers.ts';

/** A kind of old debt: how many contracts of whom, when their invoices fell due, and what became of the debtor. */
export type DebtStory = {
  readonly count: number;
  readonly segment: SampleCustomer['segment'];
  readonly due: readonly [from: string, to: string];
  readonly legalStatus: LegalStatus;
  readonly serviceStatus: Extract<ServiceStatus, 'locked' | 'terminated'>;
};

/** Old debts by story; a few statuses do not fit their debtor and prove nothing. */
export const DEBT_STORIES: readonly DebtStory[] = [
  story(24, 'business', ['2022-02-01', '2025-09-30'], 'active'),
  story(8, 'business', ['2019-03-01', '2020-08-20'], 'active'),
  story(14, 'business', ['2022-06-01', '2025-10-31'], 'bankrupt'),
  story(8, 'business', ['2024-01-01', '2025-10-31'], 'bankruptcy-opened'),
  story(8, 'business', ['2022-03-01', '2025-10-31'], 'dissolved'),
  story(6, 'business', ['2022-03-01', '2025-10-31'], 'ceased'),
  story(3, 'business', ['2023-01-01', '2025-06-30'], 'debt-cancelled'),
  story(3, 'business', ['2023-01-01', '2025-06-30'], 'liability-settled'),
  story(14, 'household', ['2022-05-01', '2025-10-31'], 'active'),
  story(4, 'household', ['2023-01-01', '2025-10-31'], 'dissolved'),
  story(4, 'household', ['2023-01-01', '2025-10-31'], 'ceased'),
  story(2, 'household', ['2023-01-01', '2025-10-31'], 'dead'),
  story(30, 'individual', ['2023-02-01', '2025-10-31'], 'active'),
  story(7, 'individual', ['2023-06-01', '2025-10-31'], 'dead'),
  story(3, 'individual', ['2024-01-01', '2025-10-31'], 'prosecuted'),
  story(3, 'individual', ['2024-01-01', '2025-10-31'], 'detained'),
  story(2, 'individual', ['2024-01-01', '2025-10-31'], 'on-trial'),
  story(3, 'individual', ['2023-01-01', '2025-10-31'], 'serving-sentence'),
  story(2, 'individual', ['2023-01-01', '2025-06-30'], 'debt-cancelled'),
  story(1, 'individual', ['2023-01-01', '2025-06-30'], 'bankrupt'),
  story(6, 'business', ['2023-12-10', '2025-06-30'], 'active', 'locked'),
  story(6, 'individual', ['2024-06-01', '2025-09-30'], 'active', 'locked'),
];

/** The document that proves a legal status; null where the status proves nothing. */
export function findProofOf(status: LegalStatus): EvidenceCode | null {
  switch (status) {
    case 'bankrupt':
      return 'court-decision';
    case 'ceased':
    case 'dissolved':
      return 'authority-confirmation';
    case 'debt-cancelled':
      return 'cancellation-decision';
    case 'dead':
      return 'death-certificate';
    case 'prosecuted':
    case 'detained':
    case 'on-trial':
    case 'serving-sentence':
      return 'custody-confirmation';
    case 'liability-settled':
      return 'liability-decision';
    case 'active':
    case 'bankruptcy-opened':
      return null;
  }
}

function story(
  count: number,
  segment: DebtStory['segment'],
  due: DebtStory['due'],
  legalStatus: LegalStatus,
  serviceStatus: DebtStory['serviceStatus'] = 'terminated',
): DebtStory {
  return { count, segment, due, legalStatus, serviceStatus };
}
