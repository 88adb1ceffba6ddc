import type { NamedPolicy, NotGranted, Statement, TrustStatement } from '../iam/model.ts';
import type { WrittenConditions } from '../iam/statements.ts';
import type { TemplateString } from '../iam/template-string.ts';

/** One entry of the catalogue: everything about a role that does not depend on the answers. */
export interface Role {
  /** The file's name and the word for it in flags and answers. */
  readonly id: string;
  readonly title: string;
  readonly name: TemplateString;
  /** Made unless the user chooses otherwise. */
  readonly recommended: boolean;
  /** What the role is for. */
  readonly purpose: string;
  /** One sentence or two: why you need it, or why you most likely do not. */
  readonly why: string;
  readonly trust: readonly TrustStatement[];
  /** The trust policy with every source condition the service offers, where it is not the default. */
  readonly strictTrust?: readonly TrustStatement[];
  /** The policies without any option. */
  readonly policies: readonly NamedPolicy[];
  readonly options: Readonly<Record<string, RoleOption>>;
  /** The chosen grants and the user's own statements become policies of this role. */
  readonly takesGrants?: true;
  /** AWS managed policies that are attached in any case. */
  readonly managedPolicyArns?: readonly TemplateString[];
  /** The AWS managed policy that can stand in for the base policies. */
  readonly managedAlternative?: ManagedAlternative;
  readonly instanceProfile?: TemplateString;
  /** The identity provider the trust policy names. */
  readonly oidcProvider?: { readonly url: string; readonly audience: TemplateString };
  /** Actions that people expect here and that no option grants. */
  readonly notGranted: readonly NotGranted[];
  /** `<title of the page>: <address>` */
  readonly sources: readonly string[];
}

export interface ManagedAlternative {
  readonly arn: TemplateString;
  /** What it grants beyond the scoped policies. */
  readonly opens: string;
}

/** A part of a role that answers switch on. */
export interface RoleOption {
  /** When one needs it; the first sentence is short. */
  readonly summary: string;
  /** The named policy its statements join; absent when it has none. */
  readonly policy?: string;
  readonly statements: readonly Statement[];
  /** Why its actions are not granted while it is off; without one, the summary tells. */
  readonly whenOff?: string;
  /** Statements of its policy, by Sid, that it takes the place of. */
  readonly replaces?: readonly string[];
  /** Why the actions of the replaced statements are not needed. */
  readonly whyReplaced?: string;
  /** Other options of the role that it needs. */
  readonly requires?: readonly string[];
  readonly trustStatements?: readonly TrustStatement[];
  /** Conditions added to every trust statement. */
  readonly trustConditions?: WrittenConditions;
  /** Trust statements that stand in for the role's own. */
  readonly trust?: readonly TrustStatement[];
  /** The AWS managed policy that grants the same, on `*`. */
  readonly managedPolicyArn?: TemplateString;
  /** The managed policy is attached besides the statements. */
  readonly attachManagedPolicy?: true;
}

/** How a role's permissions are kept. */
export type PolicyKind = 'inline' | 'customer-managed' | 'aws-managed';
