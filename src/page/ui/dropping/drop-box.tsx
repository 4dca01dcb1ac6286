import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { type HandedOver, listPicked } from './handed-over.ts';

/** Where files are handed over: by dropping them anywhere on the page, or by two buttons. */
export function DropBox({
  isSmall,
  isOver,
  onFiles,
}: {
  /** Whether there are files already, so that what they say is to be seen. */
  readonly isSmall: boolean;
  /** Whether something is held over the page. */
  readonly isOver: boolean;
  readonly onFiles: (handed: HandedOver) => void;
}): JSX.Element {
  return (
    <div class={`drop-box${isSmall ? ' small' : ''}${isOver ? ' over' : ''}`}>
      <p class="drop-words">{isSmall ? 'Drop more files here' : 'Drop files or a folder here'}</p>
      {!isSmall && (
        <p>
          The approval file or the token that you were sent; signatures, public keys, a request, a
          policy; or the whole folder.
        </p>
      )}
      <p class="buttons">
        <Picker words="Choose files" isFolder={false} onFiles={onFiles} />
        <Picker words="Choose a folder" isFolder={true} onFiles={onFiles} />
      </p>
    </div>
  );
}

function Picker({
  words,
  isFolder,
  onFiles,
}: {
  readonly words: string;
  readonly isFolder: boolean;
  readonly onFiles: (handed: HandedOver) => void;
}): JSX.Element {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" onClick={() => input.current?.click()}>
        {words}
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        // preact's types do not know it: an attribute that only has to be there.
        {...(isFolder ? { webkitdirectory: true } : {})}
        onChange={({ currentTarget }) => {
          onFiles(listPicked(currentTarget.files));
          // So that the same file, changed meanwhile, can be picked again.
          currentTarget.value = '';
        }}
      />
    </>
  );
}
