import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { CommandFailure } from '../../../command-failure.ts';
import type { ArgumentsOf } from '../../command.ts';
import type { Context } from '../../context.ts';
import { EXIT_CODES } from '../../exit-codes.ts';
import { quoted } from '../../input/read-file.ts';
import { playChapter } from './chapter.ts';
import type { demo } from './definition.ts';
import { Stage } from './stage.ts';

export async function run({ keep }: ArgumentsOf<typeof demo>, context: Context): Promise<number> {
  const folder =
    keep === undefined ? mkdtempSync(join(tmpdir(), 'mofn-demo-')) : newFolder(keep, context);
  const stage = await Stage.open(folder, context);
  try {
    await playChapter(stage, keep);
  } finally {
    await stage.close();
    if (keep === undefined) rmSync(folder, { recursive: true, force: true });
  }
  return EXIT_CODES.done.code;
}

function newFolder(path: string, context: Context): string {
  const folder = resolve(context.cwd, path);
  if (existsSync(folder)) {
    throw new CommandFailure(
      'file',
      `the folder ${quoted(path)} exists already`,
      'name a new one with --keep',
    );
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}
