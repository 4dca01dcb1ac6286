import * as v from 'valibot';

/** One finding of valibot as a message of ours: the place, then what is wrong, lower case. */
export function describeIssue(issue: v.BaseIssue<unknown>): string {
  const message = issue.message.slice(0, 1).toLowerCase() + issue.message.slice(1);
  const place = v.getDotPath(issue);
  return place === null ? message : `${place}: ${message}`;
}
