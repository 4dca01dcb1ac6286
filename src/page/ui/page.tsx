import type { JSX } from 'preact';
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { escapeUnsafe } from '../../printable.ts';
import { countNoun } from '../../words/count-noun.ts';
import { browserCrypto } from '../crypto/browser-crypto.ts';
import type { PageFiles, PageModel } from '../engine/page-model.ts';
import { readPage } from '../engine/read-page.ts';
import { MOST_FILES, NO_FILES, takeFiles } from '../engine/take-files.ts';
import { DropBox } from './dropping/drop-box.tsx';
import type { HandedOver } from './dropping/handed-over.ts';
import { readFiles } from './dropping/read-files.ts';
import { useDrops } from './dropping/use-drops.ts';
import { Foot } from './page-foot.tsx';
import { Beginning, Head, Refused } from './page-head.tsx';
import { Required } from './required.tsx';
import { FileList } from './results/file-list.tsx';
import { Results } from './results/results.tsx';
import { makeSafe } from './safe-model.ts';

/** Tokens grow old while people look at them. */
const EVERY = 30_000;

interface Shown {
  readonly files: PageFiles;
  /** Safe to show. */
  readonly model: PageModel;
}

/** The whole page. */
export function Page(): JSX.Element {
  const [shown, setShown] = useState<Shown>();
  const [required, setRequired] = useState<number>();
  const [notes, setNotes] = useState<readonly string[]>([]);
  const heading = useRef<HTMLHeadingElement>(null);
  const kept = useRef(NO_FILES);

  const look = useCallback(
    (files: PageFiles) => {
      kept.current = files;
      const model = readPage(files, { now: Date.now(), required }, browserCrypto);
      setShown({ files, model: makeSafe(model) });
    },
    [required],
  );
  const take = useCallback(
    (handed: HandedOver) => {
      setNotes([`Reading ${countNoun(handed.files.length, 'file')}.`]);
      void readFiles(handed.files).then(({ files, unreadable }) => {
        if (files.length > 0) look(takeFiles(kept.current, files));
        setNotes([
          ...[...handed.unreadable, ...unreadable].map(
            (path) => `${escapeUnsafe(path)} cannot be read: choose it with a button instead.`,
          ),
          ...(handed.isCut ? [`There is more: ${MOST_FILES} files at most were read.`] : []),
        ]);
        heading.current?.focus();
      });
    },
    [look],
  );
  const isOver = useDrops(take);
  useEffect(() => {
    const lookAgain = (): void => {
      if (kept.current !== NO_FILES) look(kept.current);
    };
    lookAgain();
    const timer = setInterval(lookAgain, EVERY);
    return () => clearInterval(timer);
  }, [look]);
  const forget = (): void => {
    kept.current = NO_FILES;
    setShown(undefined);
    setNotes([]);
  };
  return (
    <>
      <Head />
      <div class={shown === undefined ? 'columns empty' : 'columns'}>
        {shown === undefined && (
          <section class="hand-over" aria-label="Files to check">
            <DropBox isSmall={false} isOver={isOver} onFiles={take} />
          </section>
        )}
        <main>
          <h2 ref={heading} tabIndex={-1} class={shown === undefined ? 'hidden' : 'found'}>
            {shown === undefined ? 'Nothing is here yet' : describeFound(shown)}
          </h2>
          <div role="status">
            {notes.map((note) => (
              <p key={note}>{note}</p>
            ))}
          </div>
          {shown === undefined ? <Beginning /> : <Found {...shown} />}
        </main>
        {shown !== undefined && (
          <section class="hand-over" aria-label="Files to check">
            <DropBox isSmall={true} isOver={isOver} onFiles={take} />
            <Required required={required} onChange={setRequired} />
            <p>
              <button type="button" class="quiet" onClick={forget}>
                Forget all files
              </button>
            </p>
          </section>
        )}
      </div>
      <Foot />
    </>
  );
}

function Found({ model }: Shown): JSX.Element {
  return (
    <>
      {model.refused.length > 0 && <Refused keys={model.refused} />}
      <Results model={model} />
      <FileList model={model} />
    </>
  );
}

function describeFound({ files: { files, large, refused } }: Shown): string {
  const more = refused.length === 0 ? '' : `, and ${refused.length} refused`;
  return `What ${countNoun(files.length + large.length, 'file says', 'files say')}${more}`;
}
