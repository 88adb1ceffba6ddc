/** One placeholder: what it means, which values it takes, what it is without an answer. */
export interface PlaceholderSpec {
  readonly meaning: string;
  /** A value must match this whole pattern. */
  readonly pattern: RegExp;
  /** The pattern in words, for messages. */
  readonly takes: string;
  /** The value without an answer, itself open; absent: an answer is needed where the placeholder is used. */
  readonly initial?: string;
  /** 'once': the same in every environment; 'environment': may differ. */
  readonly scope: 'once' | 'environment';
  /** May be left without a value: the tool resolves it when it deploys. */
  readonly atDeploy?: true;
  /** May have no value in some environment: the setting is then absent there. */
  readonly optional?: true;
  /** Takes several values, separated by commas; the same in every environment. */
  readonly list?: true;
  /** Written into the model as text; targets never see the placeholder. */
  readonly inlined?: true;
}
