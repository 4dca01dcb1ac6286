import type { ContentFailures, WantedContent } from '../../failure-codes/content.ts';
import { escapeUnsafe } from '../../printable.ts';
import { commandForContent, describeContent } from '../content.ts';
import { quotePath } from '../quote-for-shell.ts';
import type { FailureWords } from './failure-words.ts';

const WANTED: Readonly<Record<WantedContent, string>> = {
  approval: 'an approval file',
  approvals: 'an approval file, or a token file of the newer command line',
  token: 'a token file',
  signature: 'a signature',
  request: 'a request',
  message: 'a file to sign',
  seed: 'a seed file',
  dump: 'a dump',
  configuration: 'a configuration file',
  policy: 'a policy',
  script: 'the script of a ceremony',
  bundle: 'a bundle of evidence',
};

export const CONTENT_FAILURE_WORDS: FailureWords<ContentFailures> = {
  'other-content': {
    message: ({ wanted, path, found }) => {
      const where = path === null ? 'standard input' : `"${escapeUnsafe(path)}"`;
      return `${where} is ${describeContent(found)}, expected ${WANTED[wanted]}`;
    },
    hint: ({ wanted, path, found }) => {
      if (wanted === 'message') {
        return found === 'request'
          ? 'name the token; "mofn sign --help" shows how a request is signed with it'
          : 'name the token; a private key is nothing to sign, but "mofn dgst" signs whatever it is given';
      }
      const command = commandForContent(found);
      if (command === undefined || path === null) return `name ${WANTED[wanted]}`;
      const outcome = found === 'utf-16-approval' ? 'mends it' : 'tells more of it';
      return `"mofn ${command} ${quotePath(path)}" ${outcome}`;
    },
  },
};
