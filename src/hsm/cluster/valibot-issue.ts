import * as v from 'valibot';

/** What valibot calls the kinds of JSON, and what we call them. */
const KINDS: Readonly<Record<string, string>> = {
  Object: 'an object',
  Array: 'a list',
  string: 'a text',
  number: 'a number',
};

/** One finding of valibot as a message of ours: the place, then what is wrong, lower case. */
export function describeIssue(issue: v.BaseIssue<unknown>): string {
  const place = v.getDotPath(issue);
  const message = describeFault(issue);
  return place === null ? message : `${place}: ${message}`;
}

function describeFault(issue: v.BaseIssue<unknown>): string {
  // Of an object whose keys are fixed, valibot says both as 'Invalid key'.
  if (issue.type === 'strict_object' && issue.expected === 'never') return 'unknown key';
  if (issue.message.startsWith('Invalid key: ')) return 'missing';
  const found = /^Invalid \w+: Expected (.+) but received (.+)$/.exec(issue.message);
  if (found !== null) {
    const [, expected = '', received = ''] = found;
    return `expected ${KINDS[expected] ?? expected}, found ${KINDS[received] ?? received}`;
  }
  return issue.message.slice(0, 1).toLowerCase() + issue.message.slice(1);
}
