import { FACTS } from './repo.ts';

/** What IAM is asked whether it is allowed. */
export interface Request {
  readonly action: string;
  readonly resource: string;
}

const IAM = `arn:${FACTS.partition}:iam::${FACTS.account}`;

/** The requests behind one aws call of the scripts, by the AWS CLI's way to name operations. */
export function requestsOf(words: string): readonly Request[] {
  const [service = '', verb = '', ...flags] = words.split(' ');
  if (service === 'sts' || service === 'configure') return [];
  const flag = (name: string) => flags[flags.indexOf(name) + 1] ?? '';
  const operation = verb.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase());
  const action = `${service}:${operation.replace('OpenIdConnect', 'OpenIDConnect')}`;
  const at = (resource: string) => [{ action, resource }];
  if (flags.includes('--role-name')) {
    // The role may stand at the path it shall have, or at another, to be found there.
    return ['', 'team/shop/', 'other/'].flatMap((path) =>
      at(`${IAM}:role/${path}${flag('--role-name')}`),
    );
  }
  if (flags.includes('--instance-profile-name')) {
    return at(`${IAM}:instance-profile/team/shop/${flag('--instance-profile-name')}`);
  }
  if (flags.includes('--policy-arn')) return at(flag('--policy-arn'));
  if (service === 'ecr') {
    const name = flags.at(-1) ?? '';
    return at(`arn:${FACTS.partition}:ecr:${FACTS.region}:${FACTS.account}:repository/${name}`);
  }
  return at('*');
}
