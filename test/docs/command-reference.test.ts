import { expect, it } from 'vitest';
import { DEFINITIONS } from '../../src/cli/commands/index.ts';
import { EXIT_CODES } from '../../src/cli/exit-codes.ts';
import { renderHelpPages } from '../../src/cli/help.ts';

/** docs/cli.md is made here, from the same tables as the program: `npm run docs` writes it anew. */
it('docs/cli.md tells what the program does', async () => {
  const pages = await renderHelpPages(DEFINITIONS);
  const sections = [
    '# The command line',
    'Made by `npm run docs` from `src/cli/commands` and `src/cli/exit-codes.ts`.',
    '## Exit codes',
    ['| code | meaning |', '|---|---|', ...exitCodeRows()].join('\n'),
    'A negative answer is an answer: it is printed on standard output. With an exit code of 2 or\nmore, standard output stays empty and standard error says why. `mofn dgst` has the exit codes of\n`openssl dgst`.',
    '## Commands',
    codeBlock(pages[''] ?? ''),
    ...DEFINITIONS.filter(({ path }) => path in pages).map(
      ({ path }) => `### mofn ${path}\n\n${codeBlock(pages[path] ?? '')}`,
    ),
  ];
  await expect(`${sections.join('\n\n')}\n`).toMatchFileSnapshot('../../docs/cli.md');
});

function exitCodeRows(): string[] {
  return Object.values(EXIT_CODES).map(({ code, meaning }) => `| ${code} | ${meaning} |`);
}

function codeBlock(text: string): string {
  return `\`\`\`text\n${text.trimEnd()}\n\`\`\``;
}
