/** What is said of the key that a token is for. */
export interface KeyAnswer {
  readonly reference: string;
  readonly found: 'found' | 'no-key' | 'unreadable' | 'no-cluster';
  readonly cluster: string | null;
  readonly hasToken: boolean | null;
  readonly label: string | null;
  readonly class: string | null;
  readonly type: string | null;
  readonly curve: string | null;
  readonly fingerprint: string | null;
  readonly checkValue: string | null;
  readonly destroyable: boolean | null;
  readonly owner: string | null;
  readonly sharedWith: readonly string[];
  readonly usersWithoutKey: readonly string[];
  readonly useApprovals: number | null;
  readonly manageApprovals: number | null;
  readonly showsData: false;
  readonly requesterCounts: true;
  readonly coversDeletion: false;
}
