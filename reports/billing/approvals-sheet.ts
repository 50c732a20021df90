import type { DecidedContract } from '../../src/domain/billing-report.ts';
import { joinObjects } from '../../src/domain/join-objects.ts';
import type { Column, RowOf } from '../report-model.ts';
import { text, wrapped } from '../shared/columns.ts';
import type { ListSheet } from '../shared/list-sheet.ts';
import type { Names } from '../shared/names.ts';
import {
  buildContractCells,
  buildOwedCells,
  CONTRACT_COLUMNS,
  OWED_AMOUNTS,
  OWED_COLUMNS,
} from './contract-columns.ts';
import { toCurrency } from './contract-list.ts';
import { ACTION_LABELS, AGENT_MODEL_LABELS } from './labels.ts';

const COLUMNS = [
  ...CONTRACT_COLUMNS,
  text('action', { vi: 'Việc cần phê duyệt', en: 'To be approved' }, 21),
  text('agentModel', { vi: 'Hình thức bán', en: 'Sold by way of' }, 17),
  wrapped('agentId', { vi: 'Đại lý', en: 'Agent' }, 15),
  ...OWED_COLUMNS,
  wrapped('opinion', { vi: 'Ý kiến phê duyệt', en: 'Decision by hand' }, 26),
] as const satisfies readonly Column[];

/** Orders that a person has to approve first, with room to write the decision down. */
export const APPROVALS_SHEET: ListSheet<DecidedContract> = {
  name: 'Phê duyệt - Approvals',
  title: { vi: 'Việc cần phê duyệt trước khi thực hiện', en: 'Approvals needed' },
  columns: COLUMNS,
  accepts: ({ decision }) => decision.needsApproval,
  toCurrency,
  amounts: OWED_AMOUNTS,
  buildRow,
  compareItems: null,
};

function buildRow(contract: DecidedContract, names: Names): RowOf<typeof COLUMNS> {
  const { decision, details } = contract;
  return joinObjects(
    buildContractCells(contract, names),
    {
      action: ACTION_LABELS[decision.action].vi,
      agentModel: details.agentModel === null ? null : AGENT_MODEL_LABELS[details.agentModel],
      agentId: details.agentId,
    },
    buildOwedCells(contract),
    {
      opinion: null,
    },
  );
}
