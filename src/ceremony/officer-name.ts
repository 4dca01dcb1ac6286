/** Names of users: AWS CloudHSM user guide, "createUser". */
const USER_NAME = /^[A-Za-z0-9_]{1,31}$/;

/**
 * The spelling under which an HSM keeps and shows a name: lower case, since case does not matter.
 *
 * @returns nothing where it cannot be a user name
 * @example
 * canonicalOfficerName('Officer1'); // 'officer1'
 */
export function canonicalOfficerName(name: string): string | undefined {
  // The test comes first: a letter such as U+212A would become a `k` otherwise.
  return USER_NAME.test(name) ? name.toLowerCase() : undefined;
}
