import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { LAST_RULE, RULES } from '../../src/parser/lint/all-rules.ts';
import type { AnyRule } from '../../src/parser/lint/rule.ts';
import { escapeUnsafe } from '../../src/printable.ts';
import { DIAGNOSTIC_WORDS } from '../../src/words/diagnostics/index.ts';

const EXAMPLE = readFileSync(new URL('../golden/approval-file.txt', import.meta.url), 'utf8');

/** docs/lint.md is made here, from the rules and their words: `npm run docs` writes it anew. */
it('docs/lint.md tells what lint finds', async () => {
  const rules = [...RULES, LAST_RULE];
  const sections = [
    '# What `mofn approval lint` finds',
    'Made by `npm run docs` from `src/parser/lint/rules` and `src/words/diagnostics`.',
    'An approval file has two readings: what a person wrote, and what the HSM’s own tool makes of it ([device.md](device.md)). An *error* is where they differ, or where the tool or the HSM would refuse the file; a *warning* is a trap, or probably not what was meant; *info* is a remark. The exit code is 1 where there is an error. `--fix` mends what can be mended without guessing: a fix makes the tool read what is written, and changes nothing of what is written (but for files in UTF-16 or with carriage returns alone, which are in no shape to be read at all).',
    [
      '| code | worst | mended by `--fix` | what it finds |',
      '|---|---|---|---|',
      ...rules.map(row),
    ].join('\n'),
    'The examples are stretches of this file:',
    codeBlock(EXAMPLE),
    ...rules.map(section),
  ];
  await expect(`${sections.join('\n\n')}\n`).toMatchFileSnapshot('../../docs/lint.md');
});

function row({ code, severity, fixable }: AnyRule): string {
  const { summary } = DIAGNOSTIC_WORDS[code];
  return `| [\`${code}\`](#${code}) | ${severity} | ${fixable ? 'yes' : ''} | ${summary} |`;
}

function section({ code, example }: AnyRule): string {
  const { summary, why } = DIAGNOSTIC_WORDS[code];
  const parts = [`## ${code}`, `${summary[0]?.toUpperCase()}${summary.slice(1)}. ${why}`];
  if (example !== undefined) {
    const shown = (text: string): string => text.trimEnd().split('\n').map(escapeUnsafe).join('\n');
    parts.push(
      `Instead of\n\n${codeBlock(shown(example.bad))}\n\nwrite`,
      codeBlock(shown(example.good)),
    );
  }
  return parts.join('\n\n');
}

function codeBlock(text: string): string {
  return `\`\`\`text\n${text.trimEnd()}\n\`\`\``;
}
