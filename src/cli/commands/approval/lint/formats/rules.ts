import type { Severity } from '../../../../../diagnostic.ts';
import type { Sdk5DiagnosticCode } from '../../../../../failure-codes/sdk5-diagnostic.ts';
import type { DiagnosticCode } from '../../../../../parser/diagnostic.ts';
import { LAST_RULE, RULES } from '../../../../../parser/lint/all-rules.ts';
import { SDK5_RULES } from '../../../../../token/lint/all-rules.ts';
import { DIAGNOSTIC_WORDS } from '../../../../../words/diagnostics/index.ts';
import { SDK5_DIAGNOSTIC_WORDS } from '../../../../../words/sdk5-diagnostics/index.ts';

/** A rule with its words. */
export interface DescribedRule {
  readonly code: DiagnosticCode | Sdk5DiagnosticCode;
  /** The worst that it reports. */
  readonly severity: Severity;
  readonly summary: string;
  readonly why: string;
}

/** The rules for both kinds of file, each code once: some are of both. */
export function listRules(): readonly DescribedRule[] {
  const rules = new Map<DescribedRule['code'], DescribedRule>();
  for (const { code, severity } of [...RULES, LAST_RULE]) {
    const { summary, why } = DIAGNOSTIC_WORDS[code];
    rules.set(code, { code, severity, summary, why });
  }
  for (const { code, severity } of SDK5_RULES) {
    const { summary, why } = SDK5_DIAGNOSTIC_WORDS[code];
    const rule = { code, severity, summary, why };
    const classic = rules.get(code);
    rules.set(code, classic ? addToClassic(classic, rule) : rule);
  }
  return [...rules.values()];
}

function addToClassic(classic: DescribedRule, rule: DescribedRule): DescribedRule {
  return {
    ...classic,
    severity: rule.severity === 'error' ? 'error' : classic.severity,
    why: `${classic.why} In a file of the newer command line: ${rule.why}`,
  };
}
