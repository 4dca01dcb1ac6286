/**
 * What people read where a file of a ceremony's folder does not count. Lower case, no full stop; safe to show.
 */
import type { FolderTrouble } from '../ceremony/folder/folder-trouble.ts';
import { escapeUnsafe } from '../printable.ts';
import { describeCause } from './causes.ts';
import { quotePath } from './quote-for-shell.ts';

/** What is the matter, without the file's name. */
export function describeFolderTrouble(trouble: FolderTrouble): string {
  switch (trouble.code) {
    case 'private-key':
      return 'it is a private key, which belongs to its officer alone: whoever could read it can sign from now on';
    case 'unsound-token':
      return 'it looks like a token, and is none that an HSM would take';
    case 'no-token':
      return 'it is an approval file, and the token that it names is not in the folder';
    case 'misread':
      return "the HSM's tool stops at it, or reads it otherwise than it is written";
    case 'nobodys-signature': {
      const causes = trouble.wrong?.causes.map(describeCause) ?? [];
      const why = causes.length === 0 ? '' : `: ${causes.join('; ')}`;
      return `it is no officer's signature of a token here${why}`;
    }
    case 'second-signature':
      return `it is another signature of ${escapeUnsafe(trouble.name)}, beside ${escapeUnsafe(trouble.other)}`;
    case 'unsound-request':
      return 'it looks like a request, and is none';
    case 'request-without-token':
      return 'it is a request for a token that is not in the folder';
    case 'requests-differ':
      return `it asks for something else than ${escapeUnsafe(trouble.other)}, for the same token`;
  }
}

/** What to do about it: a command where there is one. @param path as it is typed */
export function hintOfFolderTrouble({ code }: FolderTrouble, path: string): string {
  const file = quotePath(path);
  switch (code) {
    case 'private-key':
      return 'take it out of wherever it was kept, and have the officer make another: mofn key new';
    case 'unsound-token':
      return `mofn token show ${file}`;
    case 'no-token':
    case 'misread':
      return `mofn approval lint ${file}`;
    case 'nobodys-signature':
    case 'second-signature':
      return 'take it away, or have the officer sign again';
    case 'unsound-request':
    case 'request-without-token':
    case 'requests-differ':
      return `mofn request show ${file}`;
  }
}
