/** A pattern as the conditions that Terraform's regular expressions (RE2) can tell. */
export interface Re2Conditions {
  readonly matches: string;
  /** A value must match none of these. */
  readonly avoids: readonly string[];
}

/** RE2 counts no further than this. */
const MOST_REPEATS = 1000;

/**
 * Writes a pattern without what RE2 lacks: a look-ahead at the start and a look-behind at the end
 * become patterns of their own, and a count past 1,000 has no upper end (AWS still has one).
 * https://developer.hashicorp.com/terraform/language/functions/regex
 */
export function re2Conditions({ source }: RegExp): Re2Conditions {
  const avoids: string[] = [];
  let rest = source.replaceAll('\\/', '/');
  for (let ahead = lookAhead(rest); ahead !== undefined; ahead = lookAhead(rest)) {
    avoids.push(`^(?:${ahead})`);
    rest = `^${rest.slice(`^(?!${ahead})`.length)}`;
  }
  const behind = /\(\?<!([^()]*)\)\$$/.exec(rest);
  if (behind !== null) {
    avoids.push(`(?:${behind[1]})$`);
    rest = `${rest.slice(0, behind.index)}$`;
  }
  const matches = rest.replace(/\{(\d+),(\d+)\}/g, (all, least, most) =>
    Number(most) > MOST_REPEATS ? `{${least},}` : all,
  );
  return { matches, avoids };
}

function lookAhead(source: string): string | undefined {
  return /^\^\(\?!([^()]*)\)/.exec(source)?.[1];
}
