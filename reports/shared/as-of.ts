import assert from 'node:assert/strict';
import { isCalendarDate } from '../../src/domain/calendar-date.ts';
import { formatInstant, parseInstant } from '../../src/domain/instant.ts';
import type { RunSummary } from '../../src/domain/run-summary.ts';
import type { ReportPlan } from '../report-plan.ts';

/** The moment that the data of a run stand at, and its texts; a run with a date stands at the beginning of that day. */
export function describeAsOf(run: RunSummary): Pick<ReportPlan, 'asOf' | 'asOfInFileName' | 'asOfOnCover'> {
  const isDate = isCalendarDate(run.asOf);
  const asOf = parseInstant(isDate ? `${run.asOf}T00:00:00+07:00` : run.asOf);
  assert(asOf !== undefined, 'a run has an asOf that is neither a date nor an instant');
  const [date = '', time = ''] = formatInstant(asOf).slice(0, 19).split('T');
  const day = date.split('-').reverse().join('/');
  return isDate
    ? { asOf, asOfInFileName: date, asOfOnCover: day }
    : {
        asOf,
        asOfInFileName: `${date}T${time.replaceAll(':', '-')}`,
        asOfOnCover: `${time} ngày ${day} (giờ Việt Nam)`,
      };
}
