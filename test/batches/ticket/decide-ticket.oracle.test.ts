import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { decideTicket } from '../../../src/batches/ticket/decide-ticket.ts';
import { buildTicketRules } from '../../../src/batches/ticket/ticket-rules.ts';
import { buildReferenceEvaluator } from '../../../src/decisions/reference-evaluator.ts';
import { foldText } from '../../../src/domain/folded-text.ts';
import { REQUEST_TYPES, type RequestType } from '../../../src/domain/ticket.ts';
import { TICKET_CATALOGUE } from '../../../src/facts/ticket-catalogue.ts';
import type { Rule, RuleSet } from '../../../src/rule-sets/rule-set.ts';
import { loadShippedRelease } from '../../support/shipped-release.ts';
import { ticketCaseArbitrary } from '../../support/ticket-arbitraries.ts';
import { decideTicketPlainly } from '../../support/ticket-oracle.ts';

const CASES = 5_000;

describe('decideTicket, held against the process written out plainly', () => {
  it(`decides ${CASES} random tickets as the plain function does`, async function () {
    this.timeout(300_000);
    const release = await loadShippedRelease();
    const rules = buildTicketRules(release);
    const evaluator = buildReferenceEvaluator(TICKET_CATALOGUE);
    const phrases = readPhrases(release.ruleSets.get('ticket-phrases'));
    const findTypesInText = (text: string): readonly RequestType[] =>
      REQUEST_TYPES.filter((type) =>
        phrases.some((each) => each.type === type && ` ${foldText(text)} `.includes(` ${foldText(each.phrase)} `)),
      );
    const samples = phrases.map((each) => each.phrase);

    await fc.assert(
      fc.asyncProperty(ticketCaseArbitrary(samples), async ({ ticket, events, asOf }) => {
        const { decision } = await decideTicket(ticket, events, asOf, rules, evaluator);
        const { rules: _, release: __, ...seen } = decision;
        expect(seen).to.deep.equal(decideTicketPlainly(ticket, events, asOf, findTypesInText));
      }),
      { numRuns: CASES },
    );
  });
});

function readPhrases(ruleSet: RuleSet | undefined): readonly { readonly type: unknown; readonly phrase: string }[] {
  return (ruleSet?.rules ?? []).flatMap((rule) =>
    readPhraseList(rule).map((phrase) => ({ type: rule.event.params.requestType, phrase })),
  );
}

function readPhraseList(rule: Rule): readonly string[] {
  if (!('all' in rule.conditions)) return [];
  return rule.conditions.all.flatMap((leaf) =>
    'value' in leaf && Array.isArray(leaf.value) ? leaf.value.map(String) : [],
  );
}
