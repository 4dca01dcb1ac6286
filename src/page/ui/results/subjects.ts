/** What was found that is to be told by itself, each in an article. */
import type {
  ApprovalView,
  PageModel,
  PolicyView,
  RequestView,
  TokenView,
} from '../../engine/page-model.ts';
import { type Headline, judgeApproval } from './headline.ts';
import { judgePolicy } from './judge-policy.ts';
import { judgeRequest } from './judge-request.ts';
import { judgeToken } from './judge-token.ts';

export type Subject = {
  /** Of its element. */
  readonly id: string;
  readonly path: string;
  readonly headline: Headline;
} & (
  | {
      readonly kind: 'approval';
      readonly view: ApprovalView;
      /** The one that it is of, where that was dropped. */
      readonly token: TokenView | undefined;
    }
  | { readonly kind: 'token'; readonly view: TokenView }
  | { readonly kind: 'request'; readonly view: RequestView }
  | { readonly kind: 'policy'; readonly view: PolicyView }
);

/** Approvals first, as everything else is for them; a token that one of them is of is told with it. */
export function listSubjects({
  approvals,
  tokens,
  requests,
  policies,
}: PageModel): readonly Subject[] {
  const own = approvals.map((view) => ({ view, token: tokens.find((token) => isOf(token, view)) }));
  const told = new Set(own.map(({ token }) => token));
  return [
    ...own.map(({ view, token }, at) => ({
      ...place('approval', at, view.path),
      headline: judgeApproval(view),
      view,
      token,
    })),
    ...tokens
      .filter((token) => !told.has(token))
      .map((view, at) => ({ ...place('token', at, view.path), headline: judgeToken(view), view })),
    ...requests.map((view, at) => ({
      ...place('request', at, view.path),
      headline: judgeRequest(view),
      view,
    })),
    ...policies.map((view, at) => ({
      ...place('policy', at, view.path),
      headline: judgePolicy(view),
      view,
    })),
  ];
}

function place<Kind extends Subject['kind']>(
  kind: Kind,
  at: number,
  path: string,
): { kind: Kind; id: string; path: string } {
  return { kind, id: `${kind}-${at + 1}`, path };
}

/** The newer kind of file has its token in it. */
function isOf({ path, shown }: TokenView, approval: ApprovalView): boolean {
  const sha256 = approval.status?.token?.sha256;
  return (
    path === approval.path || (sha256 !== undefined && 'sha256' in shown && shown.sha256 === sha256)
  );
}
