/**
 * All that the command line prints leaves through src/cli/output/create-printer.ts: commands are handed
 * printers, which have no `write`. What goes past them as data, or to the terminal itself, is listed here
 * with its reason, so that nothing else does.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const FILES = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((name) => `src/${name.replaceAll('\\', '/')}`)
  .filter((name) => name.endsWith('.ts'))
  // It prints what openssl does, byte for byte.
  .filter((name) => !name.startsWith('src/cli/commands/dgst/'));

function filesWith(pattern: RegExp): string[] {
  return FILES.filter((name) => pattern.test(withoutComments(readFileSync(name, 'utf8')))).sort();
}

/** Examples in docstrings print as they like. */
function withoutComments(source: string): string {
  return source.replaceAll(/\/\*[\s\S]*?\*\//g, '');
}

it('data that is no text of ours', () => {
  expect(filesWith(/\bwriteData\(/)).toEqual([
    // the file that --fix prints
    'src/cli/commands/approval/lint/run.ts',
    // the script of a shell
    'src/cli/commands/completion/run.ts',
    // a question, which terminal/ makes safe to show
    'src/cli/input/terminal.ts',
    // pages of help
    'src/cli/main.ts',
    // approval files, signatures, keys, dumps
    'src/cli/output/write-file.ts',
    // the interface
    'src/cli/printer.ts',
  ]);
});

it('what the emulated device says', () => {
  expect(filesWith(/\bwriteDeviceText\(/)).toEqual([
    'src/cli/commands/hsm/cli/run.ts',
    'src/cli/commands/hsm/open-console.ts',
    'src/cli/printer.ts',
  ]);
});

it('streams of the process', () => {
  expect(filesWith(/\bprocess\.(stdout|stderr)\b|\bconsole\.(log|error|warn|info)\(/)).toEqual([
    'src/cli/process-context.ts',
  ]);
});

it('raw streams of the command line', () => {
  const files = filesWith(/\b(OutputStream|World)\b/).filter((name) => name.startsWith('src/cli/'));
  expect(files).toEqual([
    // `runRaw`
    'src/cli/command.ts',
    // what a shell asks at a Tab, and takes as data
    'src/cli/completion/answer-shell.ts',
    'src/cli/context.ts',
    'src/cli/main.ts',
    'src/cli/output/colour.ts',
    'src/cli/output/create-printer.ts',
    'src/cli/process-context.ts',
  ]);
});

it('prompts on the terminal itself', () => {
  expect(filesWith(/\baskOnTerminal\(/)).toEqual([
    'src/cli/keys/read-passphrase.ts',
    'src/terminal/prompt-passphrase.ts',
  ]);
  expect(readFileSync('src/cli/keys/read-passphrase.ts', 'utf8')).toContain(
    'askOnTerminal(escapeUnsafe(prompt))',
  );
});
