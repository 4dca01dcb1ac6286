import { expect, it } from 'vitest';
import { severityOf } from '../../src/ceremony/policy/read/severities.ts';
import type { PolicyDiagnosticCode } from '../../src/failure-codes/policy-diagnostic.ts';
import { POLICY_DIAGNOSTIC_WORDS } from '../../src/words/policy-diagnostics/index.ts';

/** docs/policy-lint.md is made here, from the codes and their words: `npm run docs` writes it anew. */
it('docs/policy-lint.md tells what lint finds in policies', async () => {
  const codes = Object.keys(POLICY_DIAGNOSTIC_WORDS) as PolicyDiagnosticCode[];
  const sections = [
    '# What `mofn policy lint` finds',
    'Made by `npm run docs` from `src/words/policy-diagnostics`. What a policy is, and how it is written: [policy.md](policy.md).',
    'The exit code is 1 where there is an error, and a policy with one is taken by no command but `policy lint`. A *warning* is probably not what was meant; *info* is a remark. Findings about rules as a whole come when all else is mended.',
    [
      '| code | severity | what it finds |',
      '|---|---|---|',
      ...codes.map(
        (code) =>
          `| [\`${code}\`](#${code}) | ${severityOf(code)} | ${POLICY_DIAGNOSTIC_WORDS[code].summary} |`,
      ),
    ].join('\n'),
    ...codes.map((code) => {
      const { summary, why } = POLICY_DIAGNOSTIC_WORDS[code];
      return `## ${code}\n\n${capitalize(summary)}. ${why}`;
    }),
  ];
  await expect(`${sections.join('\n\n')}\n`).toMatchFileSnapshot('../../docs/policy-lint.md');
});

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
