import { decodeLatin1 } from '../../../latin1.ts';
import { canonicalUserName } from '../../user-name.ts';
import type { Rule } from '../rule.ts';
import { listApprovals } from '../subject.ts';

export const repeatedSignature: Rule<'repeated-signature'> = {
  code: 'repeated-signature',
  severity: 'error',
  fixable: false,
  check({ document }) {
    const owners = new Map<string, string>();
    return listApprovals(document).flatMap(({ username, signature }) => {
      if (username === undefined || !signature?.bytes?.length) return [];
      const name = canonicalUserName(username.text) ?? username.text;
      const key = decodeLatin1(signature.bytes);
      const other = owners.get(key);
      if (other === undefined) owners.set(key, name);
      // The same officer twice is said by its own rule.
      if (other === undefined || other === name) return [];
      return [{ severity: 'error', values: { name, other }, span: signature.span }];
    });
  },
};
