import { expect } from 'chai';
import { describe, it } from 'mocha';
import { describeExplanation } from '../../src/decisions/describe-explanation.ts';
import type { Language } from '../../src/decisions/describe-value.ts';
import { explainRuleSet } from '../../src/decisions/explain-rule-set.ts';
import { buildReferenceEvaluator } from '../../src/decisions/reference-evaluator.ts';
import type { Facts } from '../../src/domain/fact.ts';
import { TICKET_CATALOGUE } from '../../src/facts/ticket-catalogue.ts';
import { buildRuleResolver } from '../../src/rule-sets/resolve-rules.ts';
import { loadShippedRelease } from '../support/shipped-release.ts';
import { at } from '../support/ticket-builder.ts';

const release = await loadShippedRelease();
const resolver = buildRuleResolver(release.ruleSets, release.parameters);
const FOR_ALL = { product: null, segment: null, unit: null };

const explain = (ruleSet: string, facts: Facts, day = '2026-11-23') =>
  explainRuleSet(resolver.resolveRules(ruleSet, day, FOR_ALL), facts, TICKET_CATALOGUE);

async function tell(ruleSet: string, facts: Facts, language: Language, day?: string): Promise<string> {
  return describeExplanation(await explain(ruleSet, facts, day), 'T', TICKET_CATALOGUE, language).join('\n');
}

const late: Facts = {
  slaStatus: 'breached',
  level: 3,
  totalDueAt: at('2026-11-20 09:00'),
  lastProgressAt: at('2026-11-20 10:00'),
  progressAgeHours: 71,
  repliedAt: null,
  solvedAt: null,
  closedAt: null,
  needsReview: false,
};

describe('an explanation', () => {
  it('ends in the same outcome as the evaluation of a batch', async () => {
    const explained = await explain('ticket-escalation', late);
    const resolved = resolver.resolveRules('ticket-escalation', '2026-11-23', FOR_ALL);
    expect(explained.outcome).to.deep.equal(await buildReferenceEvaluator(TICKET_CATALOGUE).evaluate(resolved, late));
  });

  it('looks at every rule, and marks the deciding ones', async () => {
    const { rules } = await explain('ticket-escalation', late);
    expect(rules).to.have.length(6);
    expect(rules.filter((rule) => rule.isDeciding).map((rule) => rule.rule.name)).to.deep.equal([
      'progress-update-due',
      'customer-to-be-informed',
    ]);
  });

  it('tells for each comparison what was seen and whether it held, named conditions included', async () => {
    const { rules } = await explain('ticket-escalation', late);
    const [, , due] = rules;
    expect(due?.condition).to.deep.include({ kind: 'all', holds: true });
    const [breached, anyOf] = due?.condition.kind === 'all' ? due.condition.children : [];
    expect(breached).to.deep.include({ kind: 'all', holds: true });
    expect(anyOf?.kind === 'any' && anyOf.children.map((child) => child.holds)).to.deep.equal([false, false, true]);
  });

  it('speaks Vietnamese and English, with the reference', async () => {
    const vi = await tell('ticket-escalation', late, 'vi');
    expect(vi).to.include('QUYẾT ĐỊNH').and.to.include('căn cứ: Quy trình VII mục 3');
    expect(vi).to.include('số giờ từ lần cập nhật tiến độ gần nhất [71]');
    const en = await tell('ticket-escalation', late, 'en');
    expect(en)
      .to.include('DECIDES')
      .and.to.include('the last progress update [2026-11-20T10:00:00+07:00] is at or after the total due time');
    expect(en).to.include('not:').and.to.include('at least one of:');
  });

  it('says where a rule matches but another goes first, and where the default decides', async () => {
    const facts = {
      topic: 'feature-info',
      givenType: null,
      givenLevel: null,
      phraseTypeCount: 2,
      phraseType: 'incident',
      phraseLevel: 3,
    };
    expect(await tell('ticket-classification', facts, 'en')).to.include('matches, but another rule goes first');
    const nothing = { ...facts, topic: null, phraseTypeCount: 0 };
    expect(await tell('ticket-classification', nothing, 'en')).to.include('[no rule matches; the default]');
  });

  it('names the rules that are set aside, for example before they begin', async () => {
    const facts = { requestType: 'inquiry', level: 1 };
    const text = await tell('ticket-time-limits', facts, 'en', '2020-08-31');
    expect(text).to.include('no rule matches').and.to.include('set aside').and.to.include('inquiry-level-1');
  });

  it('shows the phrases that were found as the rule writes them, and no others', async () => {
    const found = await tell('ticket-phrases', { text: 'bao su co duong truyen' }, 'vi');
    expect(found).to.include('có cụm từ: "sự cố"').and.to.include('không có cụm từ nào (');
    expect(await tell('ticket-phrases', { text: null }, 'en')).to.include('has none of the phrases (');
  });

  it('cuts long texts and shows lists and yes or no as words', async () => {
    const facts = { requestType: 'x'.repeat(500), level: 3 };
    const text = await tell('ticket-time-limits', facts, 'en');
    expect(text.split('\n').every((line) => line.length < 300)).to.equal(true);
    const flags = await tell(
      'ticket-minimum-level',
      { isCoordinatedOutside: true, isUnsatisfied: false, handedOverAt: null },
      'vi',
    );
    expect(flags).to.include('[có]').and.to.include('[không]').and.to.include('(trống)');
  });
});
