import { unknownPlaces } from './tokens.ts';

/** Where an image comes from. */
export interface Origin {
  readonly kind: 'ecr' | 'public' | 'docker-hub' | 'registry' | 'place';
  /** Of ECR; absent: the own one. */
  readonly account?: string;
  readonly region?: string;
  /** Of ECR; absent: a place of the template. */
  readonly repository?: string;
  /** Of another registry. */
  readonly host?: string;
}

const ECR =
  /^(<account>|\d{12})\.dkr[.-]ecr(?:-fips)?\.(<region>|[a-z]+(?:-[a-z]+)+-\d)\.[^/]+\/(.+)$/;

/** Reads the address of an image. */
export function originOf(image: string): Origin {
  const [, account, region, rest] = ECR.exec(image) ?? [];
  if (rest !== undefined) {
    const repository = withoutTag(rest);
    return {
      kind: 'ecr',
      ...(account !== '<account>' && account !== undefined && { account }),
      ...(region !== '<region>' && region !== undefined && { region }),
      ...(unknownPlaces(repository).length === 0 && { repository }),
    };
  }
  const [first = '', ...more] = image.split('/');
  if (unknownPlaces(more.length === 0 ? withoutTag(image) : first).length > 0)
    return { kind: 'place' };
  if (image === '<image>' || /^<IMAGE/.test(image)) return { kind: 'place' };
  const host = more.length > 0 && /[.:]|^localhost$/.test(first) ? first : 'docker.io';
  if (host === 'public.ecr.aws') return { kind: 'public' };
  return /(^|\.)docker\.io$/.test(host) ? { kind: 'docker-hub' } : { kind: 'registry', host };
}

/** The address without its tag or digest. */
export function withoutTag(image: string): string {
  const slash = image.lastIndexOf('/');
  const [place = ''] = unknownPlaces(image.slice(slash + 1));
  const from =
    place !== '' && image.indexOf(place) === slash + 1 ? slash + 1 + place.length : slash + 1;
  const rest = image.slice(from).search(/[:@]/);
  return rest < 0 ? image : image.slice(0, from + rest);
}

/** Repositories of AWS have the right on their side. */
export function isOfAws(repository: string): boolean {
  return /^(aws-appmesh-|aws-for-fluent-bit|aws-guardduty-agent|aws-xray|amazon\/|cloudwatch-agent|aws-distro)/.test(
    repository,
  );
}
