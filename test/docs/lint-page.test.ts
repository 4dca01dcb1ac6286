import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Severity } from '../../src/diagnostic.ts';
import { LAST_RULE, RULES } from '../../src/parser/lint/all-rules.ts';
import { escapeUnsafe } from '../../src/printable.ts';
import { SDK5_RULES } from '../../src/token/lint/all-rules.ts';
import { DIAGNOSTIC_WORDS } from '../../src/words/diagnostics/index.ts';
import { SDK5_DIAGNOSTIC_WORDS } from '../../src/words/sdk5-diagnostics/index.ts';

const EXAMPLE = readGolden('approval-file.txt');
const SDK5_EXAMPLE = readGolden('sdk5-token.json');

/** A rule for a file of either kind, with its words. */
interface DescribedRule {
  readonly code: string;
  readonly severity: Severity;
  readonly fixable: boolean;
  readonly example?: { readonly good: string; readonly bad: string };
  readonly summary: string;
  readonly why: string;
}

const CLASSIC: readonly DescribedRule[] = [...RULES, LAST_RULE].map((rule) => ({
  ...rule,
  ...DIAGNOSTIC_WORDS[rule.code],
}));
const SDK5: readonly DescribedRule[] = SDK5_RULES.map((rule) => ({
  ...rule,
  ...SDK5_DIAGNOSTIC_WORDS[rule.code],
}));

/** docs/lint.md is made here, from the rules and their words: `npm run docs` writes it anew. */
it('docs/lint.md tells what lint finds', async () => {
  const sections = [
    '# What `mofn approval lint` finds',
    'Made by `npm run docs` from `src/parser/lint/rules`, `src/token/lint/rules` and the words of both.',
    'Files of both kinds are judged, each known by its content: the classic approval file, and [the files of the newer command line](#files-of-the-newer-command-line), which are JSON. The exit code is 1 where there is an error. `mofn approval lint --explain CODE` tells on the terminal what this page says of a code.',
    'A classic approval file has two readings: what a person wrote, and what the HSM’s own tool makes of it ([device.md](device.md)). An *error* is where they differ, or where the tool or the HSM would refuse the file; a *warning* is a trap, or probably not what was meant; *info* is a remark. `--fix` mends what can be mended without guessing: a fix makes the tool read what is written, and changes nothing of what is written (but for files in UTF-16 or with carriage returns alone, which are in no shape to be read at all).',
    table(CLASSIC),
    'The examples are stretches of this file:',
    codeBlock(EXAMPLE),
    ...CLASSIC.map(section),
    '## Files of the newer command line',
    'A quorum token of `cloudhsm-cli` (Client SDK 5) is JSON, with the approvals in it; so are its registrations and log-ins, and the file of the older console for a second factor. An *error* is where such a file is not what it should be, or where an HSM would not count what stands in it; *info* is a remark. `--fix` mends what can have one meaning only. Where a file shows one thing and has another one signed, nothing is mended: it is not to be signed.',
    table(SDK5),
    'The examples are stretches of this file:',
    codeBlock(SDK5_EXAMPLE, 'json'),
    ...SDK5.map(section),
  ];
  await expect(`${sections.join('\n\n')}\n`).toMatchFileSnapshot('../../docs/lint.md');
});

it('the links of its tables lead to the sections', () => {
  const page = readFileSync(new URL('../../docs/lint.md', import.meta.url), 'utf8');
  const seen = new Map<string, number>();
  const anchors = [...page.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => {
    const anchor = heading.toLowerCase().replaceAll('`', '').replaceAll(' ', '-');
    const count = seen.get(anchor) ?? 0;
    seen.set(anchor, count + 1);
    return count === 0 ? anchor : `${anchor}-${count}`;
  });
  const links = [...page.matchAll(/\]\(#([^)]*)\)/g)].map(([, anchor]) => anchor);
  expect(links.length).toBeGreaterThan(60);
  expect(links.filter((link) => !anchors.includes(link ?? ''))).toEqual([]);
  expect(new Set(links).size).toBe(links.length);
});

function table(rules: readonly DescribedRule[]): string {
  const head = ['| code | worst | mended by `--fix` | what it finds |', '|---|---|---|---|'];
  return [...head, ...rules.map(row)].join('\n');
}

function row(rule: DescribedRule): string {
  const { code, severity, fixable, summary } = rule;
  return `| [\`${code}\`](#${anchorOf(rule)}) | ${severity} | ${fixable ? 'yes' : ''} | ${summary} |`;
}

/** Of two headings of one name, the second one's anchor has a number behind it. */
function anchorOf(rule: DescribedRule): string {
  const { code } = rule;
  const isSecond = SDK5.includes(rule) && CLASSIC.some((one) => one.code === code);
  return isSecond ? `${code}-1` : code;
}

function section({ code, example, summary, why }: DescribedRule): string {
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

function codeBlock(text: string, language = 'text'): string {
  return `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;
}

function readGolden(name: string): string {
  return readFileSync(new URL(`../golden/${name}`, import.meta.url), 'utf8');
}
