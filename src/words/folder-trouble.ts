/**
 * What people read where a file of a ceremony's folder does not count. Lower case, no full stop; safe to show.
 */
import type { FolderTrouble, UnreadReason } from '../ceremony/folder/folder-trouble.ts';
import { escapeUnsafe } from '../printable.ts';
import { describeCause } from './causes.ts';
import { quotePath } from './quote-for-shell.ts';

const UNREAD_WORDS: Readonly<Record<UnreadReason, string>> = {
  link: 'it is a link, and none is followed',
  'not-regular': 'it is neither a file nor a folder',
  'too-large': 'it is larger, or lies deeper, than what belongs to a ceremony',
  unreadable: 'it cannot be read',
};

/** What is the matter, without the file's name. */
export function describeFolderTrouble(trouble: FolderTrouble): string {
  switch (trouble.code) {
    case 'unread':
      return UNREAD_WORDS[trouble.why];
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
export function hintOfFolderTrouble(trouble: FolderTrouble, path: string): string {
  const file = quotePath(path);
  switch (trouble.code) {
    case 'unread':
      return trouble.why === 'link' ? 'put the file itself there' : 'take it out of the folder';
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
    case 'requests-differ':
      return `take away whichever is not meant; what this one asks for: mofn request show ${file}`;
    case 'unsound-request':
    case 'request-without-token':
      return `mofn request show ${file}`;
  }
}
