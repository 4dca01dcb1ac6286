/** What the command line answers of a folder, beside what a page says of the same folder. */
import { expect } from 'vitest';
import type { PageModel } from '../../src/page/engine/page-model.ts';
import { runCommand } from '../support/run-command.ts';

/** Where the command line is asked. */
export interface Asked {
  readonly folder: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly required?: number;
  /** What `--roster` says; without it the policy has the keys. */
  readonly roster?: string;
}

/** How many answers were compared. */
export interface Compared {
  [command: string]: number;
}

/** Holds everything that a page says to the answers of the command line. */
export async function compareAll(
  model: PageModel,
  asked: Asked,
  compared: Compared = {},
): Promise<Compared> {
  const hold = async (said: unknown, ...words: readonly string[]): Promise<void> => {
    const name = words.slice(0, 2).join(' ');
    compared[name] = (compared[name] ?? 0) + 1;
    expect(JSON.stringify(said), words.join(' ')).toBe(JSON.stringify(await ask(words, asked)));
  };
  for (const view of model.approvals) {
    const file = nameOf(view.path);
    const looksAtFiles = view.format === 'sdk5' || view.status !== undefined;
    await hold(
      view.lint.answer,
      'approval',
      'lint',
      '--json',
      ...(looksAtFiles ? [] : ['--no-files']),
      file,
    );
    await holdFix(view, file, looksAtFiles, asked, compared);
    if (isShown(model, view.path)) {
      await hold(view.shown, 'approval', 'show', '--json', file);
      if (view.readings !== undefined) {
        const { device } = view.readings;
        await hold(
          { schemaVersion: 1, format: 'classic', ...device },
          'approval',
          'show',
          '--json',
          '--as',
          'device',
          file,
        );
      }
    }
    if (view.status !== undefined) await hold(view.status, ...statusWords(view, file, asked));
    for (const verdict of view.verdicts) {
      const request = view.request === undefined ? [] : ['--request', nameOf(view.request)];
      await hold(
        verdict,
        'policy',
        'check',
        '--json',
        verdict.policy.file,
        '--set',
        file,
        ...request,
      );
    }
  }
  for (const view of model.tokens)
    await hold(named(view.shown), 'token', 'show', '--json', nameOf(view.path));
  for (const view of model.policies) {
    await hold(namedFiles(view.lint.answer), 'policy', 'lint', '--json', nameOf(view.path));
  }
  for (const view of model.requests) {
    await hold(named(view.shown), 'request', 'show', '--json', nameOf(view.path));
    if (view.verified !== undefined && asked.roster !== undefined) {
      const [token] = model.tokens;
      await hold(
        named(view.verified),
        'request',
        'verify',
        '--json',
        nameOf(view.path),
        '--roster',
        asked.roster,
        ...(token === undefined ? [] : ['--token', nameOf(token.path)]),
        ...model.policies.slice(0, 1).flatMap(({ path }) => ['--policy', nameOf(path)]),
      );
    }
  }
  return compared;
}

type ApprovalView = PageModel['approvals'][number];

async function holdFix(
  { lint }: ApprovalView,
  file: string,
  looksAtFiles: boolean,
  asked: Asked,
  compared: Compared,
): Promise<void> {
  if (lint.fixed === undefined) return;
  const words = ['approval', 'lint', '--fix', ...(looksAtFiles ? [] : ['--no-files']), file];
  const { bytes } = await runCommand(words, { cwd: asked.folder, now: asked.now });
  expect(Buffer.from(lint.fixed.bytes).toString('hex'), words.join(' ')).toBe(
    bytes.toString('hex'),
  );
  compared['approval lint --fix'] = (compared['approval lint --fix'] ?? 0) + 1;
}

function statusWords(view: ApprovalView, file: string, { roster, required }: Asked): string[] {
  const option = (name: string, value: string | undefined): string[] =>
    value === undefined ? [] : [name, value];
  return [
    'approval',
    'status',
    '--json',
    file,
    ...option('--roster', roster),
    ...option('--request', view.request && nameOf(view.request)),
    ...option('--policy', view.policy && nameOf(view.policy)),
    ...option('--required', required === undefined ? undefined : String(required)),
  ];
}

/** Of UTF-16 the command line shows nothing: it has it mended first. */
function isShown({ files }: PageModel, path: string): boolean {
  return files.find((file) => file.path === path)?.kind !== 'utf-16-approval';
}

async function ask(words: readonly string[], { folder, now }: Asked): Promise<unknown> {
  const { stdout, stderr, code } = await runCommand(words, { cwd: folder, now });
  if (code > 1) throw new Error(`${words.join(' ')}: ${code} ${stderr}`);
  return JSON.parse(stdout);
}

/** From the top of the folder that was dropped. */
function nameOf(path: string): string {
  return path.replace(/^dropped\//, '');
}

function named<One extends { readonly file: string }>(answer: One): One {
  return { ...answer, file: nameOf(answer.file) };
}

function namedFiles(answer: PageModel['policies'][number]['lint']['answer']): unknown {
  return { ...answer, files: answer.files.map(named) };
}
