import { resolve } from 'node:path';
import { Failure } from '../../../failure.ts';
import { makeFolders, removeTree } from '../../../files/folder.ts';
import { isThere } from '../../../files/look.ts';
import { systemNameOf } from '../../../files/system-error.ts';
import { holdSignals } from '../../../terminal/signals.ts';
import type { ArgumentsOf } from '../../command.ts';
import { CommandFailure } from '../../command-failure.ts';
import type { Context } from '../../context.ts';
import { EXIT_CODES } from '../../exit-codes.ts';
import { quoted } from '../../input/read-file.ts';
import { makeScratchFolder } from '../../output/temporary-folder.ts';
import { playChapter } from './chapter.ts';
import type { demo } from './definition.ts';
import { playEvidenceChapter } from './evidence-chapter.ts';
import { playKeysChapter } from './keys-chapter.ts';
import { playRequestChapter } from './request-chapter.ts';
import { playSdk5Chapter } from './sdk5-chapter.ts';
import { Stage } from './stage.ts';

export { demo as definition } from './definition.ts';

type Arguments = ArgumentsOf<typeof demo>;

export async function run({ evidence, keep = evidence, ...tale }: Arguments, context: Context) {
  const playTale = evidence === undefined ? chooseTale(tale) : playEvidenceChapter;
  const folder =
    keep === undefined ? makeScratchFolder('mofn-demo-', context) : newFolder(keep, context);
  const remove = () => (keep === undefined ? removeTree(folder) : undefined);
  const play = async () => {
    const stage = new Stage(folder, context);
    try {
      await playTale(stage, keep);
    } finally {
      await stage.close();
      remove();
    }
  };
  await holdSignals(play, remove);
  return EXIT_CODES.done.code;
}

function chooseTale({ sdk5, request, keys }: Pick<Arguments, 'sdk5' | 'request' | 'keys'>) {
  if (keys === true) return playKeysChapter;
  if (request === true) return playRequestChapter;
  return sdk5 === true ? playSdk5Chapter : playChapter;
}

function newFolder(path: string, context: Context): string {
  const folder = resolve(context.cwd, path);
  if (isThere(folder)) {
    throw new CommandFailure('file', `the folder ${quoted(path)} exists already`, 'name a new one');
  }
  try {
    makeFolders(folder);
  } catch (error) {
    const values = { what: 'folder', path, system: systemNameOf(error) };
    throw new Failure('file-unwritable', values, { cause: error });
  }
  return folder;
}
