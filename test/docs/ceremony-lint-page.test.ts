import { expect, it } from 'vitest';
import { severityOfScript } from '../../src/ceremony/script/severities.ts';
import type { ScriptDiagnosticCode } from '../../src/failure-codes/script-diagnostic.ts';
import { SCRIPT_DIAGNOSTIC_WORDS } from '../../src/words/script-diagnostics/index.ts';

/** docs/ceremony-lint.md is made here, from the codes and their words: `npm run docs` writes it anew. */
it('docs/ceremony-lint.md tells what lint finds in scripts', async () => {
  const codes = Object.keys(SCRIPT_DIAGNOSTIC_WORDS) as ScriptDiagnosticCode[];
  const sections = [
    '# What `mofn ceremony lint` finds',
    'Made by `npm run docs` from `src/words/script-diagnostics`. What a script is, and how it is written: [ceremony.md](ceremony.md).',
    'The exit code is 1 where there is an error, and no ceremony is held by a script with one. A *warning* is probably not what was meant; *info* is a remark. Remarks and warnings come when all else is mended.',
    [
      '| code | severity | what it finds |',
      '|---|---|---|',
      ...codes.map(
        (code) =>
          `| [\`${code}\`](#${code}) | ${severityOfScript(code)} | ${SCRIPT_DIAGNOSTIC_WORDS[code].summary} |`,
      ),
    ].join('\n'),
    ...codes.map((code) => {
      const { summary, why } = SCRIPT_DIAGNOSTIC_WORDS[code];
      return `## ${code}\n\n${capitalize(summary)}. ${why}`;
    }),
  ];
  await expect(`${sections.join('\n\n')}\n`).toMatchFileSnapshot('../../docs/ceremony-lint.md');
});

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
